import { createServer as createHttp2Server } from 'node:http2';
import { createServer } from 'node:net';
import { type Animal, type Cell, cell, document, PAGE } from '../animal.ts';
import { PYTHON, pythonLacks } from '../missing.ts';
import { freePort, startProcess } from '../start-process.ts';
import { listen } from './listen.ts';

function tcp(
  name: string,
  is: string,
  connected: (socket: import('node:net').Socket) => void,
  cells: readonly Cell[],
): Animal {
  return { name, is, start: () => listen(createServer(connected)), cells };
}

/** Nothing that is started: only a port, or a name. */
const nobody = async (): Promise<{ readonly port: number; stop(): Promise<void> }> => ({
  port: await freePort(),
  stop: async () => {},
});

/** An accept queue that is full: further SYNs are dropped, as a firewall drops them. */
const FULL_QUEUE = `
import socket, sys, time
listener = socket.socket(); listener.bind(("127.0.0.1", 0)); listener.listen(0)
address = listener.getsockname(); held = []
for _ in range(4):
    one = socket.socket(); one.setblocking(False); one.connect_ex(address); held.append(one)
time.sleep(0.3)
print("PORT", address[1], file=sys.stderr, flush=True)
time.sleep(3600)
`;

export const RAW: readonly Animal[] = [
  {
    name: 'nobody',
    is: 'No server at all',
    start: nobody,
    cells: [
      cell('NET-REFUSED', '/ws', ...PAGE),
      cell('NET-REFUSED', '/ws', ...PAGE, ...document('token')),
      cell('NET-REFUSED', 'wss://localhost:{port}/ws', ...PAGE),
      cell('NET-DNS', 'ws://backend.invalid:{port}/ws', ...PAGE),
      cell('NET-DNS', 'ws://backend-zoo:{port}/ws', ...PAGE),
    ],
  },
  {
    name: 'other-address',
    is: 'A server that is bound to 127.0.0.2',
    start: async () => {
      const { createServer: createHttpServer } = await import('node:http');
      const { WebSocketServer } = await import('ws');
      const server = createHttpServer();
      new WebSocketServer({ server });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve));
      const { port } = server.address() as import('node:net').AddressInfo;
      return { port, stop: () => new Promise((resolve) => void server.close(() => resolve())) };
    },
    cells: [cell('NET-FAMILY', '/ws', ...PAGE)],
  },
  {
    name: 'full-accept-queue',
    is: 'A port whose SYNs are dropped',
    missing: pythonLacks('socket'),
    start: () => startProcess({ command: [PYTHON, '-c', FULL_QUEUE] }),
    cells: [cell('NET-TIMEOUT', '/ws', ...PAGE)],
  },
  tcp('tcp-silent', 'TCP that says nothing', () => {}, [cell('EVENT-LOOP-BLOCKED', '/ws', ...PAGE)]),
  tcp(
    'tcp-closes',
    'TCP that accepts and closes, as a published port of a container without a program',
    (socket) => socket.end(),
    [cell('NET-CLOSES', '/ws', ...PAGE)],
  ),
  tcp(
    'tcp-resets',
    'TCP that accepts and resets',
    (socket) => socket.once('data', () => socket.resetAndDestroy()),
    [cell('NET-CLOSES', '/ws', ...PAGE)],
  ),
  tcp('tcp-ssh', 'An SSH server', (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), [
    cell('NOT-HTTP', '/ws', ...PAGE),
  ]),
  tcp(
    'tcp-redis',
    'A Redis server',
    (socket) => socket.on('data', () => socket.write("-ERR unknown command 'GET'\r\n")),
    [cell('NOT-HTTP', '/ws', ...PAGE)],
  ),
  {
    name: 'http2',
    is: 'A server that speaks HTTP/2 only, without TLS',
    start: () => listen(createHttp2Server()),
    cells: [cell('HTTP2-ONLY', '/ws', ...PAGE)],
  },
];
