import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { type Animal, type Cell, cell, PAGE } from '../animal.ts';
import { listen } from './listen.ts';
import { converse } from './ws.ts';

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Accepts at once, and looks at the token `after` ms later; each request is answered `slow` ms late. */
function late(
  name: string,
  is: string,
  { after, slow, code }: { readonly after: number; readonly slow: number; readonly code: number },
  cells: readonly Cell[],
): Animal {
  return {
    name,
    is,
    start: () => {
      const sockets = new WebSocketServer({ noServer: true });
      const server = createServer(async (_, response) => {
        await later(slow);
        response.writeHead(404).end('nothing here');
      });
      server.on('upgrade', async (request, socket, head) => {
        socket.on('error', () => {});
        await later(slow);
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host');
        if (pathname !== '/ws') {
          socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
          return;
        }
        sockets.handleUpgrade(request, socket, head, async (connection) => {
          await later(after);
          if (searchParams.get('token') === 'good') converse(connection, request);
          else connection.close(code, 'token please');
        });
      });
      return listen(server);
    },
    cells,
  };
}

/** Takes every ticket once; without one it takes every second handshake. */
function tickets(): Animal {
  return {
    name: 'one-time-tickets',
    is: 'ws whose tickets are good for one connection',
    start: () => {
      const sockets = new WebSocketServer({ noServer: true });
      const server = createServer((_, response) => response.writeHead(404).end('nothing here'));
      const used = new Set<string>();
      let count = 0;
      server.on('upgrade', (request, socket, head) => {
        socket.on('error', () => {});
        const ticket = new URL(request.url ?? '/', 'http://host').searchParams.get('ticket');
        count += 1;
        if (ticket === null ? count % 2 === 0 : used.has(ticket)) {
          socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
          return;
        }
        if (ticket !== null) used.add(ticket);
        sockets.handleUpgrade(request, socket, head, (connection) => converse(connection, request));
      });
      return listen(server);
    },
    cells: [
      { ...cell('CONNECTED', '/ws?ticket=abcdef', ...PAGE), says: /good for one connection only/ },
      cell('UNSTABLE', '/ws', ...PAGE),
    ],
  };
}

/** Slow, and slow to refuse: deadlines must not make causes of that. */
export const LATE: readonly Animal[] = [
  tickets(),
  late(
    'late-4401',
    'ws that looks at the token 500 ms after it has accepted',
    { after: 500, slow: 0, code: 4401 },
    [
      cell('AUTH-MISSING', '/ws', ...PAGE),
      cell('AUTH-INVALID', '/ws?token=bad', ...PAGE),
      cell('CONNECTED', '/ws?token=good', ...PAGE),
    ],
  ),
  late(
    'late-1008',
    'ws that closes with 1008 some 1800 ms after it has accepted',
    { after: 1_800, slow: 0, code: 1008 },
    [cell('CLOSED-AFTER-ACCEPT', '/ws', ...PAGE)],
  ),
  late('slow', 'ws that needs 1200 ms for every answer', { after: 0, slow: 1_200, code: 4401 }, [
    cell('WRONG-PATH', '/socket?token=good', ...PAGE),
    cell('CONNECTED', '/ws?token=good', ...PAGE),
  ]),
  late('very-slow', 'ws that needs 2400 ms for every answer', { after: 0, slow: 2_400, code: 4401 }, [
    cell('CONNECTED', '/ws?token=good', ...PAGE),
  ]),
];
