import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { RunningBackend } from '../good-backend.ts';

/** Socket.IO 4 as it is out of the box, seen by a client that knows only WebSocket. */
export async function start(): Promise<RunningBackend> {
  const http = createServer((_, response) => response.writeHead(404).end());
  const io = new Server(http);
  io.on('connection', (socket) => {
    let count = 0;
    socket.on('add', (answer: unknown) => {
      count += 1;
      if (typeof answer === 'function') answer(count);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    target: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async stop() {
      http.closeAllConnections();
      await io.close();
    },
  };
}
