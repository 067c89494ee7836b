import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { type Animal, type Cell, cell, document, OTHER_PAGE, PAGE } from '../animal.ts';
import { listen } from './listen.ts';

const page = 'http://localhost:3000';

type Greet = (socket: WebSocket, request: IncomingMessage) => void;

/** Answers what it understands, and the rest with an error. */
export const converse: Greet = (socket) => {
  socket.on('error', () => {});
  socket.on('message', (data) => {
    let type: unknown;
    try {
      type = (JSON.parse(String(data)) as { type?: unknown }).type;
    } catch {
      type = undefined;
    }
    socket.send(JSON.stringify({ type: type === 'ping' ? 'pong' : 'error' }));
  });
};

/** `ws` on a `node:http` server whose pages are 404. */
function ws(
  name: string,
  is: string,
  options: ServerOptions,
  cells: readonly Cell[],
  greet: Greet = converse,
): Animal {
  return {
    name,
    is,
    start: () => {
      const server = createServer((_, response) => response.writeHead(404).end('nothing here'));
      new WebSocketServer({ server, ...options }).on('connection', greet);
      return listen(server);
    },
    cells,
  };
}

/** A hand-written upgrade listener. */
function upgrading(
  name: string,
  is: string,
  answer: (socket: Socket, path: string, request: IncomingMessage) => void,
  cells: readonly Cell[],
): Animal {
  return {
    name,
    is,
    start: () => {
      const server = createServer((_, response) => response.writeHead(200).end('ok'));
      server.on('upgrade', (request, socket) => answer(socket as Socket, request.url ?? '', request));
      return listen(server);
    },
    cells,
  };
}

const http = (status: string, more = '', body = ''): string =>
  `HTTP/1.1 ${status}\r\n${more}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;

let open = 0;

export const NODE_WS: readonly Animal[] = [
  ws('ws', 'Node ws with a path', { path: '/ws' }, [
    cell('CONNECTED', '/ws', ...PAGE),
    cell('CONNECTED', '/ws', ...PAGE, ...document('live')),
    cell('WRONG-PATH', '/socket', ...PAGE),
    cell('WRONG-PATH', '/api/ws', ...PAGE, ...document('live')),
    cell('VERSION', '/ws', ...PAGE, '--header', 'Sec-WebSocket-Version: 14'),
  ]),
  ws(
    'ws-origin',
    'Node ws whose verifyClient looks at Origin',
    { verifyClient: ({ origin }: { origin: string }) => origin === page },
    [
      cell('ORIGIN-MISSING', '/ws'),
      cell('ORIGIN-DENIED', '/ws', ...OTHER_PAGE),
      cell('CONNECTED', '/ws', ...PAGE),
    ],
  ),
  ws(
    'ws-token',
    'Node ws whose verifyClient looks at a token',
    { verifyClient: ({ req }: { req: IncomingMessage }) => /token=good/.test(req.url ?? '') },
    [cell('AUTH-MISSING', '/ws', ...PAGE), cell('AUTH-INVALID', '/ws?token=bad', ...PAGE)],
  ),
  ws('ws-no-subprotocol', 'Node ws that selects no subprotocol', { handleProtocols: () => false }, [
    cell('SUBPROTOCOL-NOT-SELECTED', '/ws', ...PAGE, '--subprotocol', 'v1'),
  ]),
  ws('ws-small', 'Node ws with maxPayload: 16', { maxPayload: 16 }, [
    cell('MESSAGE-TOO-BIG', '/ws', ...PAGE),
  ]),
  ws(
    'ws-unauthorized',
    'Node ws that accepts and closes with 4401',
    {},
    [cell('AUTH-MISSING', '/ws', ...PAGE)],
    (socket) => socket.close(4401),
  ),
  ws(
    'ws-full',
    'Node ws that accepts and closes with 1013',
    {},
    [cell('CAPACITY', '/ws', ...PAGE)],
    (socket) => socket.close(1013),
  ),
  ws(
    'ws-drops',
    'Node ws that drops TCP after accept',
    {},
    [cell('HANDLER-CRASH-POST', '/ws', ...PAGE)],
    (socket) => socket.terminate(),
  ),
  ws('ws-restarts', 'Node ws that shuts down', {}, [cell('GOING-AWAY', '/ws', ...PAGE)], (socket) =>
    socket.close(1001),
  ),
  ws(
    'ws-strict',
    'Node ws that closes a text frame with 1003',
    {},
    [cell('MESSAGE-REFUSED', '/ws', ...PAGE, ...document('live'))],
    (socket) => socket.on('message', (_, binary) => (binary ? socket.send('ok') : socket.close(1003))),
  ),
  ws(
    'ws-idle',
    'Node ws that ends a quiet connection after 1.6 s',
    {},
    [cell('IDLE-TIMEOUT', '/ws', ...PAGE)],
    (socket, request) => {
      converse(socket, request);
      setTimeout(() => socket.terminate(), 1_600).unref();
    },
  ),
  ws(
    'graphql-like',
    'graphql-transport-ws: without its subprotocol 4406',
    { handleProtocols: () => false },
    [cell('SUBPROTOCOL-MISSING', '/graphql', ...PAGE)],
    (socket) => socket.close(4406, 'Subprotocol not acceptable'),
  ),
  ws('ws-sockjs', 'SockJS', {}, [cell('WRONG-PROTOCOL-FAMILY', '/ws', ...PAGE)], (socket) =>
    socket.send('o'),
  ),
  ws('ws-cable', 'Rails ActionCable', {}, [cell('WRONG-PROTOCOL-FAMILY', '/cable', ...PAGE)], (socket) =>
    socket.send('{"type":"welcome"}'),
  ),
  ws(
    'ws-some-fail',
    'Node ws that drops every second connection',
    {},
    [cell('UNSTABLE', '/ws', ...PAGE)],
    (socket, request) => {
      open += 1;
      if (open % 2 === 1) socket.terminate();
      else converse(socket, request);
    },
  ),
  upgrading('upgrade-unanswered', 'Node whose upgrade listener answers nobody, as Vite does', () => {}, [
    cell('UPGRADE-IGNORED', '/ws', ...PAGE),
  ]),
  upgrading(
    'upgrade-destroyed',
    'Node whose upgrade listener destroys every socket',
    (socket) => socket.destroy(),
    [cell('NET-DROP-WS', '/ws', ...PAGE)],
  ),
  upgrading(
    'upgrade-missing-subprotocol',
    'A server that says which subprotocol it wants',
    (socket, _, request) => {
      const offered = request.headers['sec-websocket-protocol'];
      socket.end(
        http(
          '400 Bad Request',
          '',
          offered === undefined ? 'missing subprotocol' : 'invalid subprotocol; expected one of chat.v1',
        ),
      );
    },
    [
      cell('SUBPROTOCOL-MISSING', '/ws', ...PAGE),
      cell('SUBPROTOCOL-UNSUPPORTED', '/ws', ...PAGE, '--subprotocol', 'v9'),
    ],
  ),
  upgrading(
    'upgrade-old',
    'A server that knows only drafts of the protocol',
    (socket) =>
      socket.end(http('426 Upgrade Required', 'Upgrade: websocket\r\nSec-WebSocket-Version: 8, 7\r\n')),
    [cell('VERSION', '/ws', ...PAGE)],
  ),
  upgrading(
    'upgrade-expired',
    'A server that says that the token has expired',
    (socket) =>
      socket.end(
        http(
          '401 Unauthorized',
          'WWW-Authenticate: Bearer error="invalid_token", error_description="The token expired"\r\n',
          'token expired',
        ),
      ),
    [cell('AUTH-EXPIRED', '/ws?token=abc', ...PAGE)],
  ),
  upgrading(
    'upgrade-forbidden',
    'A server that knows its user, and lets only staff in',
    (socket) => socket.end(http('403 Forbidden', '', '{"detail":"Not enough permissions"}')),
    [cell('AUTH-ROLE', '/ws?token=abc', ...PAGE)],
  ),
  upgrading(
    'upgrade-full',
    'A server that is full: 503 with Retry-After',
    (socket) => socket.end(http('503 Service Unavailable', 'Retry-After: 3\r\n', 'too many connections')),
    [cell('CAPACITY', '/ws', ...PAGE)],
  ),
  upgrading(
    'upgrade-wrong-accept',
    'A hand-written 101 with a constant Sec-WebSocket-Accept',
    (socket) =>
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: bm8=\r\n\r\n',
      ),
    [cell('INVALID-101', '/ws', ...PAGE)],
  ),
  upgrading(
    'upgrade-deaf',
    'A 101, and then a server that reads nothing any more',
    (socket, _, request) => {
      socket.pause();
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptOf(request)}\r\n\r\n`,
      );
    },
    [cell('HALF-OPEN', '/ws', ...PAGE)],
  ),
  upgrading(
    'upgrade-error-page',
    'A 101, and then an HTTP error page inside of the stream',
    (socket, _, request) => {
      socket.end(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptOf(request)}\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n`,
      );
    },
    [cell('INVALID-FRAMES', '/ws', ...PAGE)],
  ),
  upgrading(
    'upgrade-login',
    'A server that sends whoever has no session to its login page',
    (socket) => socket.end(http('302 Found', 'Location: /login?next=/ws\r\n')),
    [cell('REDIRECT', '/ws', ...PAGE)],
  ),
  upgrading(
    'upgrade-proxy-auth',
    'A forward proxy that wants a password',
    (socket) =>
      socket.end(http('407 Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="corp"\r\n')),
    [cell('PROXY-AUTH', '/ws', ...PAGE)],
  ),
  upgrading(
    'upgrade-reads-later',
    'A server that lets nobody in but the Origin of its own host',
    (socket, _, request) => {
      const own = `http://${request.headers.host}`;
      if (request.headers.origin === own) return accept(socket, request);
      socket.end(http('403 Forbidden', '', 'foreign origin'));
    },
    [cell('ORIGIN-DENIED', '/ws', ...PAGE), cell('ORIGIN-MISSING', '/ws')],
  ),
];

const server = new WebSocketServer({ noServer: true });
function accept(socket: Socket, request: IncomingMessage): void {
  server.handleUpgrade(request, socket, Buffer.alloc(0), (opened) => converse(opened, request));
}

function acceptOf(request: IncomingMessage): string {
  return createHash('sha1')
    .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
}
