// Story 1, "Message Handling": each message that it shows, and its keepalive's bad neighbour, a frame that is no JSON.
const ws = new WebSocket('ws://localhost:8000/ws/live');
const messages = [
  JSON.stringify({ type: 'ping' }),
  JSON.stringify({ type: 'subscribe', symbol: 'BRK.B' }),
  JSON.stringify({ type: 'unsubscribe', symbol: 'BRK.B' }),
  JSON.stringify({ type: 'custom', data: '…' }),
  JSON.stringify({ type: 'news', about: ['AAPL', null, 1.5] }),
  JSON.stringify([1, 2]),
  JSON.stringify({ type: 'subscribe' }),
  JSON.stringify({ type: 'subscribe', symbol: 'aapl' }),
  '{"type": "ping"',
];

// An answer to each, then the end.
ws.onmessage = () => {
  const message = messages.shift();
  if (message === undefined) ws.close(1000, 'done');
  else ws.send(message);
};
