import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import type { RunningBackend } from '../backends/good-backend.ts';

/** What a server does with a connection, once the head of its request is there. */
export type Hostility = (socket: Socket, head: string) => void;

const FIN_TEXT = 0x81;

/** Sends until nobody takes it any more, as fast as it is taken. */
function forEver(socket: Socket, chunk: Buffer): void {
  const go = (): void => {
    while (!socket.destroyed && socket.write(chunk));
    if (!socket.destroyed) socket.once('drain', go);
  };
  go();
}

function every(socket: Socket, ms: number, act: () => void): void {
  const timer = setInterval(act, ms);
  socket.once('close', () => clearInterval(timer));
}

function accept(socket: Socket, head: string): void {
  const key = /^sec-websocket-key: *(.*)\r$/im.exec(head)?.[1] ?? '';
  const answer = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${answer}\r\n\r\n`,
  );
}

function frame(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([first, length]), payload]);
  const size = Buffer.alloc(10);
  size[0] = first;
  size[1] = 127;
  size.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([size, payload]);
}

const text = (data: string): Buffer => frame(FIN_TEXT, Buffer.from(data));

const MEGABYTE = Buffer.alloc(2 ** 20, 'x');

/** Each is a way to keep a client waiting, or to fill its memory. */
export const HOSTILITIES: Readonly<Record<string, Hostility>> = {
  'takes connections, and says nothing': () => {},
  'sends headers for ever': (socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\n');
    forEver(socket, Buffer.from(`X-More: ${'y'.repeat(1_000)}\r\n`));
  },
  'sends one byte a second': (socket) => {
    const answer = [...'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n'];
    every(socket, 1_000, () => socket.write(answer.shift() ?? 'x'));
  },
  'sends a body that never ends': (socket) => {
    socket.write('HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n');
    forEver(socket, MEGABYTE);
  },
  'sends a chunked body that never ends, byte by byte': (socket) => {
    socket.write('HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n');
    every(socket, 20, () => socket.write('1\r\nx\r\n'));
  },
  'sends interim answers for ever': (socket) => forEver(socket, Buffer.from('HTTP/1.1 100 Continue\r\n\r\n')),
  'sends a message of a terabyte': (socket, head) => {
    accept(socket, head);
    const size = Buffer.from([FIN_TEXT, 127, 0, 0, 1, 0, 0, 0, 0, 0]);
    socket.write(size);
    forEver(socket, MEGABYTE);
  },
  'sends messages of a megabyte for ever': (socket, head) => {
    accept(socket, head);
    forEver(socket, frame(FIN_TEXT, MEGABYTE));
  },
  'sends small messages for ever': (socket, head) => {
    accept(socket, head);
    forEver(socket, Buffer.concat(Array.from({ length: 100 }, (_, n) => text(`{"type":"news","n":${n}}`))));
  },
  'floods pings': (socket, head) => {
    accept(socket, head);
    forEver(socket, Buffer.concat(Array.from({ length: 100 }, () => frame(0x89, Buffer.from('ping')))));
  },
  'sends fragments that never end': (socket, head) => {
    accept(socket, head);
    socket.write(frame(0x01, Buffer.from('{"type":"')));
    forEver(socket, frame(0x00, Buffer.from('x')));
  },
  'sends empty fragments for ever': (socket, head) => {
    accept(socket, head);
    socket.write(frame(0x01, Buffer.alloc(0)));
    forEver(socket, Buffer.concat(Array.from({ length: 1_000 }, () => frame(0x00, Buffer.alloc(0)))));
  },
  'accepts, and sends noise': (socket, head) => {
    accept(socket, head);
    forEver(socket, Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 131 + 7) % 256)));
  },
  'accepts, and never reads nor answers': (socket, head) => {
    accept(socket, head);
    socket.pause();
  },
  'accepts, and never ends a frame': (socket, head) => {
    accept(socket, head);
    socket.write(Buffer.from([FIN_TEXT, 100, 0x7b]));
  },
  'closes at random': (socket, head) => {
    let fate = 0;
    for (const char of head.slice(0, 400)) fate = (fate * 31 + char.charCodeAt(0)) % 5;
    if (fate === 0) return void socket.destroy();
    accept(socket, head);
    if (fate === 1) socket.resetAndDestroy();
    if (fate === 2) socket.end();
    if (fate === 3) socket.end(frame(0x88, Buffer.from([0x03, 0xf3])));
    socket.once('data', () => socket.destroy());
  },
  'answers a Close with more messages, for ever': (socket, head) => {
    accept(socket, head);
    every(socket, 10, () => socket.write(text('{"type":"late"}')));
  },
  'redirects to itself': (socket) =>
    void socket.end('HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n'),
};

export async function startHostile(hostility: Hostility): Promise<RunningBackend> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let head = '';
    const read = (chunk: Buffer): void => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      socket.off('data', read);
      socket.resume();
      hostility(socket, head);
    };
    socket.on('data', read);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    target: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
