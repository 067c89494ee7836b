import { connect, type Socket } from 'node:net';

/** A TCP client that sends what it is told and keeps what comes. */
export interface RawClient {
  readonly socket: Socket;
  write(bytes: string | Uint8Array): void;
  /** All that came, when it ends (FIN or reset) or as soon as it holds `until`. */
  read(until?: string): Promise<Buffer>;
  /** Resolves when TCP has ended. */
  readonly ended: Promise<void>;
}

export function rawClient(port: number): RawClient {
  const socket = connect(port, '127.0.0.1');
  let came = Buffer.alloc(0);
  let look = (): void => {};
  socket.on('data', (chunk) => {
    came = Buffer.concat([came, chunk]);
    look();
  });
  socket.on('error', () => {});
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    socket,
    ended,
    write: (bytes) => void socket.write(bytes),
    read: (until) =>
      new Promise((resolve) => {
        look = () => {
          if (until !== undefined && came.includes(until)) resolve(came);
        };
        look();
        void ended.then(() => resolve(came));
      }),
  };
}

/** An opening handshake as bytes; `lines` are added to it. */
export function handshakeBytes(target: string, lines: readonly string[] = [], method = 'GET'): string {
  return [
    `${method} ${target} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    ...lines,
    '',
    '',
  ].join('\r\n');
}
