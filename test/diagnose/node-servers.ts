import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket, Server as TcpServer } from 'node:net';
import { WebSocketServer } from 'ws';

/** A server that is broken in one way, made by hand, listening on a free port of 127.0.0.1. */
export interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

type Start = () => Promise<Running>;

/** Servers by name: what each is, is in its name. */
export const NODE_SERVERS: Readonly<Record<string, Start>> = {
  /** `new WebSocketServer({ server, path: '/ws' })`: an unknown path is a 400. */
  'ws with a path': () => {
    const server = createServer((_, response) => response.writeHead(404).end('nothing here'));
    new WebSocketServer({ server, path: '/ws' });
    return listen(server);
  },
  'ws that checks Origin': () => {
    const server = createServer((_, response) => response.writeHead(404).end());
    new WebSocketServer({
      server,
      verifyClient: ({ origin }: { origin: string }) => origin === 'http://localhost:3000',
    });
    return listen(server);
  },
  'ws that closes with 4401': () => accepting((socket) => socket.close(4401, 'no token')),
  'ws that closes with 1013': () => accepting((socket) => socket.close(1013)),
  'ws that drops the connection': () => accepting((socket) => socket.terminate()),
  'ws that speaks Socket.IO': () => accepting((socket) => socket.send('0{"sid":"abc","upgrades":[]}')),
  'HTTP that knows no upgrade': () =>
    listen(
      createServer((request, response) => {
        response.setHeader('X-Powered-By', 'Express');
        response.writeHead(404, { 'Content-Type': 'text/html' }).end(`<pre>Cannot GET ${request.url}</pre>`);
      }),
    ),
  'HTTP that redirects': () =>
    listen(
      createServer((request, response) => response.writeHead(307, { Location: `${request.url}/` }).end()),
    ),
  'HTTP that answers 429': () =>
    listen(createServer((_, response) => response.writeHead(429, { 'Retry-After': '7' }).end())),
  'HTTP that answers 502': () =>
    listen(createServer((_, response) => response.writeHead(502).end('<center>nginx/1.22.1</center>'))),
  'an upgrade that is destroyed': () => upgrading((socket) => socket.destroy()),
  'an upgrade that crashes at one path': () =>
    upgrading((socket, url) =>
      socket.end(
        `HTTP/1.1 ${url === '/ws' ? '500 Internal Server Error' : '404 Not Found'}\r\nContent-Length: 0\r\n\r\n`,
      ),
    ),
};

/** Over TLS, with that key and certificate. */
export function startTls(key: string, cert: string): Promise<Running> {
  const server = createTlsServer({ key, cert }, (_, response) => response.writeHead(404).end());
  new WebSocketServer({ server });
  return listen(server as unknown as Server);
}

function accepting(greet: (socket: import('ws').WebSocket) => void): Promise<Running> {
  const server = createServer((_, response) => response.writeHead(426).end('Upgrade Required'));
  new WebSocketServer({ server }).on('connection', greet);
  return listen(server);
}

function upgrading(answer: (socket: Socket, url: string) => void): Promise<Running> {
  const server = createServer((_, response) => response.writeHead(200).end('ok'));
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => {});
    answer(socket as Socket, request.url ?? '');
  });
  return listen(server);
}

function listen(server: Server): Promise<Running> {
  return listenTcp(server);
}

async function listenTcp(server: TcpServer): Promise<Running> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
