import { createServer } from 'node:http';
import express from 'express';
import { Server as SocketIo } from 'socket.io';
import { WebSocketServer } from 'ws';
import { type Animal, cell, OTHER_PAGE, PAGE } from '../animal.ts';
import { listen } from './listen.ts';
import { converse } from './ws.ts';

function page(): express.Express {
  const app = express();
  app.get('/items', (_, response) => {
    response.json([]);
  });
  app.post('/orders', (_, response) => {
    response.json({});
  });
  return app;
}

export const EXPRESS: readonly Animal[] = [
  {
    name: 'express',
    is: 'Express, no WebSocket: app.listen instead of server.listen',
    start: () => listen(createServer(page())),
    cells: [cell('NO-WS-SUPPORT', '/ws', ...PAGE), cell('NO-WS-SUPPORT', '/api/live')],
  },
  {
    name: 'express-spa',
    is: 'Express that answers every path with the page of an application',
    start: () => {
      const app = page();
      app.use((_, response) => {
        response.type('html').send('<!doctype html><div id="root"></div>');
      });
      return listen(createServer(app));
    },
    cells: [cell('OTHER-SERVICE', '/ws', ...PAGE)],
  },
  {
    name: 'express-ws',
    is: 'Express and ws on one server',
    start: () => {
      const server = createServer(page());
      new WebSocketServer({ server, path: '/live' }).on('connection', converse);
      return listen(server);
    },
    cells: [
      cell('CONNECTED', '/live', ...PAGE),
      cell('WRONG-PATH', '/ws', ...PAGE),
      cell('WRONG-PATH', '/api/live', ...PAGE),
    ],
  },
  {
    name: 'express-two-ws',
    is: 'Two WebSocketServers on one HTTP server: each refuses what belongs to the other',
    start: () => {
      const server = createServer(page());
      new WebSocketServer({ server, path: '/one' }).on('connection', converse);
      new WebSocketServer({ server, path: '/two' }).on('connection', converse);
      return listen(server);
    },
    cells: [cell('INVALID-FRAMES', '/one', ...PAGE)],
  },
  {
    name: 'socket.io',
    is: 'Socket.IO 4',
    start: async () => {
      const server = createServer(page());
      const io = new SocketIo(server, { cors: { origin: 'http://localhost:3000' } });
      const running = await listen(server);
      return {
        ...running,
        stop: async () => {
          await io.close();
          await running.stop();
        },
      };
    },
    cells: [
      cell('WRONG-PROTOCOL-FAMILY', '/socket.io/?EIO=4&transport=websocket', ...PAGE),
      cell('WRONG-PROTOCOL-FAMILY', '/ws', ...PAGE),
      cell('WRONG-PROTOCOL-FAMILY', '/socket.io/', ...PAGE),
    ],
  },
  {
    name: 'socket.io-allow-request',
    is: 'Socket.IO 4 whose allowRequest looks at Origin',
    start: async () => {
      const server = createServer(page());
      const io = new SocketIo(server, {
        allowRequest: (request, callback) =>
          callback(null, request.headers.origin === 'http://localhost:3000'),
      });
      const running = await listen(server);
      return {
        ...running,
        stop: async () => {
          await io.close();
          await running.stop();
        },
      };
    },
    cells: [cell('ORIGIN-DENIED', '/socket.io/?EIO=4&transport=websocket', ...OTHER_PAGE)],
  },
];
