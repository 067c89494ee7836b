// Story 1, "Future Enhancements": the three streams, one after the other, each as far as its first event.
const paths = ['stock/NVDA', 'market', 'news'];

const next = () => {
  const path = paths.shift();
  if (path === undefined) return;
  const ws = new WebSocket(`ws://localhost:8000/ws/${path}`);
  ws.onmessage = () => ws.close();
  ws.onclose = next;
};
next();
