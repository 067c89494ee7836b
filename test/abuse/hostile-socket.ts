import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Random } from '../../src/engine/random.ts';
import type { Door, Target } from './attack.ts';

/** A TCP connection that minds nothing that happens to it. */
export interface HostileSocket {
  readonly socket: Socket;
  /** Resolves when the bytes have left, or never will. */
  write(bytes: string | Uint8Array): Promise<void>;
  /** What came first, as text; empty when nothing did within `ms`. */
  answer(ms: number): Promise<string>;
  /** Resolves when TCP has ended, at the latest after `ms`; then it has ended in any case. */
  over(ms: number): Promise<void>;
  /** Ends TCP with a reset instead of FIN. */
  reset(): void;
}

export function hostileSocket({ port }: Target): HostileSocket {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  let came = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    if (came.length < 4_096) came += chunk.toString('latin1');
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    socket,
    write: (bytes) =>
      new Promise((resolve) => {
        void closed.then(resolve);
        if (socket.destroyed) resolve();
        else socket.write(bytes, () => resolve());
      }),
    answer: (ms) =>
      new Promise((resolve) => {
        const give = (): void => {
          clearTimeout(timer);
          socket.off('data', give);
          resolve(came);
        };
        const timer = setTimeout(give, ms);
        if (came !== '') give();
        else socket.once('data', give);
        void closed.then(give);
      }),
    over: async (ms) => {
      const timer = setTimeout(() => socket.destroy(), ms);
      await closed;
      clearTimeout(timer);
    },
    reset: () => void socket.resetAndDestroy(),
  };
}

/** A good handshake, with `lines` added. */
export function handshakeOf(door: Door, lines: readonly string[] = []): string {
  return [
    `GET ${door.path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    ...door.headers,
    ...lines,
    '\r\n',
  ].join('\r\n');
}

export function anyDoor({ doors }: Target, random: Random): Door {
  return random.pick(doors) ?? { path: '/', headers: [], requests: [] };
}

/** An open WebSocket, or what was left of the attempt. */
export async function openSocket(target: Target, door: Door): Promise<HostileSocket> {
  const hostile = hostileSocket(target);
  await hostile.write(handshakeOf(door));
  await hostile.answer(2_000);
  return hostile;
}

/** `count` things at once. */
export async function together(count: number, run: (index: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, index) => run(index)));
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
