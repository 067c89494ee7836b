// What everybody writes: one text, and `send` to each client.
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
let turn = 0;
process.on('message', () => {
  turn += 1;
  const text = JSON.stringify({ type: 'tick', symbol: 'AAPL', price: 100_000 + turn });
  for (const client of server.clients) client.send(text);
});
server.on('listening', () => console.log(`ws://127.0.0.1:${server.address().port}/`));
