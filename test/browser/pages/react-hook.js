// Story 1, "React Hook", without its types. The stand-in for React below keeps what the hook uses: state that renders
// anew, and an effect whose result runs at the end.
let cells = [];
let cursor = 0;
let cleanup;
let render = () => {};
function useState(initial) {
  const cell = cursor;
  cursor += 1;
  if (cells.length <= cell) cells = [...cells, initial];
  return [
    cells[cell],
    (value) => {
      cells[cell] = value;
      render();
    },
  ];
}
function useEffect(effect) {
  cleanup ??= effect();
}

function useWebSocket(url) {
  const [ws, setWs] = useState(null);
  const [connected, setConnected] = useState(false);

  useEffect(() => {
    const websocket = new WebSocket(url);

    websocket.onopen = () => {
      setConnected(true);
      setWs(websocket);
    };

    websocket.onclose = () => {
      setConnected(false);
    };

    return () => websocket.close();
  }, [url]);

  return { ws, connected };
}

// Usage
render = () => {
  cursor = 0;
  const { ws, connected } = useWebSocket('ws://localhost:8000/ws');
  console.log(connected, ws === null ? 'no socket' : 'a socket');
};
render();
globalThis.unmount = () => cleanup();
