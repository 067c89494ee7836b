import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const ORIGINS = new Set(['http://localhost:5173']);
const MINIMUM = 100;

const server = createServer((_request, response) => response.writeHead(404).end());
const sockets = new WebSocketServer({ noServer: true });

server.on('upgrade', (request, socket, head) => {
  const lot = /^\/lots\/([^/?]+)$/.exec(request.url ?? '')?.[1];
  if (lot === undefined) return refuse(socket, '404 Not Found');
  const { origin } = request.headers;
  // Only browsers send an Origin: whoever sends none is no page of another site.
  if (origin !== undefined && !ORIGINS.has(origin)) return refuse(socket, '403 Forbidden');
  sockets.handleUpgrade(request, socket, head, (client) => welcome(client, decodeURIComponent(lot)));
});

function refuse(socket, status) {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function welcome(client, lot) {
  const send = (message) => client.send(JSON.stringify(message));
  send({ type: 'opened', lot, minimum: MINIMUM });
  client.on('message', (data) => {
    const bid = parse(data);
    if (bid?.type !== 'bid' || !Number.isInteger(bid.amount) || bid.amount < 1)
      send({ type: 'error', message: 'Not a bid.' });
    else if (bid.amount < MINIMUM) send({ type: 'tooLow', minimum: MINIMUM });
    else send({ type: 'accepted', amount: bid.amount });
  });
}

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1');
