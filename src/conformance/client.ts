import type { PageWebSocket } from '../mock/adapters/page/web-socket.ts';
import type { ConformanceMock } from './adapter.ts';
import { NotConforming } from './assert.ts';

/** The end of a connection, as the page is told. */
export interface Ended {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

export interface Client {
  readonly socket: PageWebSocket;
  /** `open`, `error`, `close` in the order in which they came. */
  readonly events: readonly string[];
  /** What has come and was not taken by `next`: JSON values, else texts, else bytes. */
  readonly waiting: readonly unknown[];
  /** Sends JSON; a text and bytes as they are. */
  send(value: unknown): void;
  /** The next message, or `closed <code>`. */
  next(): Promise<unknown>;
  readonly opened: Promise<boolean>;
  readonly ended: Promise<Ended>;
}

/** ms. What does not come in that time does not come. */
const PATIENCE = 10_000;

/** Opens a WebSocket as a page does. */
export function open(at: ConformanceMock, target: string, protocols?: string | string[]): Client {
  const socket = new at.WebSocket(at.url(target), protocols);
  const events: string[] = [];
  const waiting: unknown[] = [];
  let ended: Ended | undefined;
  let wake: (() => void) | undefined;
  const tell = (): void => wake?.();
  socket.binaryType = 'arraybuffer';
  const closed = new Promise<Ended>((resolve) => {
    socket.addEventListener('close', ({ code, reason, wasClean }) => {
      events.push('close');
      ended = { code, reason, wasClean };
      resolve(ended);
      tell();
    });
  });
  const opened = new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => {
      events.push('open');
      resolve(true);
    });
    socket.addEventListener('error', () => void events.push('error'));
    socket.addEventListener('close', () => resolve(false));
  });
  socket.addEventListener('message', ({ data }) => {
    waiting.push(readable(data));
    tell();
  });
  return {
    socket,
    events,
    waiting,
    opened: within(opened, `${target}: neither open nor closed`),
    get ended() {
      return within(closed, `${target}: not closed`);
    },
    send: (value) =>
      socket.send(typeof value === 'string' || value instanceof Uint8Array ? value : JSON.stringify(value)),
    async next() {
      if (waiting.length === 0 && ended === undefined)
        await within(
          new Promise<void>((resolve) => {
            wake = resolve;
          }),
          `${target}: no message came`,
        );
      return waiting.length > 0 ? waiting.shift() : `closed ${ended?.code}`;
    },
  };
}

/** The same, once it is open. */
export async function connect(
  at: ConformanceMock,
  target: string,
  protocols?: string | string[],
): Promise<Client> {
  const client = open(at, target, protocols);
  if (await client.opened) return client;
  const { code } = await client.ended;
  throw new NotConforming(`${target}: the handshake failed, and the connection was closed with ${code}.`);
}

/** Lets ms pass on the machine's own clock. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Nobody need wait for it. */
function within<T>(promise: Promise<T>, what: string): Promise<T> {
  const settled = new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new NotConforming(`${what} within ${PATIENCE} ms.`)), PATIENCE);
    promise.then((value) => {
      clearTimeout(timer);
      resolve(value);
    }, reject);
  });
  settled.catch(() => undefined);
  return settled;
}

function readable(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
