import { expect, test } from 'vitest';
import { nodeServer } from './node-server.ts';

const WS = "import { WebSocketServer } from 'ws';\n";

test.each<readonly [string, string, readonly string[] | undefined]>([
  ['a path among the options', `${WS}new WebSocketServer({ server, path: '/ws' });`, ['/ws']],
  ['no path: it takes them all', `${WS}new WebSocketServer({ port: 8080 });`, ['/']],
  [
    'paths that the upgrade looks at, and no others',
    `${WS}createServer((q) => { if (q.url === '/health') ok(); });
     const a = new WebSocketServer({ noServer: true });
     server.on('upgrade', (q, s, h) => {
       if (pathname === '/chat') a.handleUpgrade(q, s, h, done);
       else if ('/feed' === pathname) b.handleUpgrade(q, s, h, done);
     });`,
    ['/chat', '/feed'],
  ],
  [
    'a switch',
    `${WS}new WebSocketServer({ noServer: true }); s.on('upgrade', () => { switch (p) { case '/a': go(); } });`,
    ['/a'],
  ],
  [
    'where the upgrade cannot be read',
    `${WS}new WebSocketServer({ noServer: true }); s.on('upgrade', upgrade);`,
    [],
  ],
  [
    'express-ws',
    "const expressWs = require('express-ws')(app);\napp.ws('/rooms/:room', h); expressWs(app);",
    ['/rooms/{room}'],
  ],
  [
    'Fastify',
    "app.register(require('@fastify/websocket'));\napp.get('/live', { websocket: true }, h);\napp.get('/plain', h);",
    ['/live'],
  ],
  ['Socket.IO', "import { Server } from 'socket.io';\nconst io = new Server(http);", ['/socket.io/']],
  [
    'Socket.IO elsewhere',
    "import { Server } from 'socket.io';\nnew Server(http, { path: '/rt' });",
    ['/rt/'],
  ],
  ['commented out', `${WS}// new WebSocketServer({ path: '/ws' });\n`, undefined],
  ['a client only', "import WebSocket from 'ws';\nnew WebSocket('ws://127.0.0.1/ws');", undefined],
])('%s', (_title, text, expected) => {
  const server = nodeServer([{ path: 'server.js', text }]);
  expect(server?.routes.map(({ address }) => address)).toEqual(expected);
});

test.each([
  ['new WebSocketServer({ port: 8081 })', false, 8081],
  ['new WebSocketServer({ server }); server.listen(3000)', false, 3000],
  ['new WebSocketServer({ server }); server.listen(process.env.PORT ?? 3000)', true, 3000],
  ['new WebSocketServer({ server }); server.listen(port())', false, undefined],
])('%s', (text, takesPort, port) => {
  const server = nodeServer([{ path: 'server.js', text: `${WS}${text}` }]);
  expect(server).toMatchObject({ takesPort, ...(port === undefined ? {} : { port }) });
  expect(server?.port).toBe(port);
});
