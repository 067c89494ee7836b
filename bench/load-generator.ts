import type { Socket } from 'node:net';
import { createFrameReader, encodeFrame } from './frame-reader.ts';
import { openSocket } from './open-socket.ts';
import { processCpu } from './process-cpu.ts';

/**
 * Runs in a process of its own, so that it takes no time from the server, and speaks RFC 6455 by hand: the frame
 * is encoded once, and replies are only counted, so that it is the server, not the load, that sets the rate. One such
 * process loads every server in turn, on connections that stay open: a new one would spend its first second compiling,
 * and that second would be measured.
 */
export type LoadOrder =
  /** Answered with 'open'. Targets are counted from 0. */
  | ({ readonly kind: 'open' } & Target)
  /** Answered with a `LoadResult`. */
  | ({ readonly kind: 'load' } & Load);

export interface Target {
  readonly port: number;
  /** The server's process. */
  readonly pid: number;
  readonly path: string;
  /** One text frame's payload, at most 125 bytes. */
  readonly request: string;
  readonly connections: number;
}

export interface Load {
  readonly target: number;
  /** Requests in flight on each connection. */
  readonly window: number;
  /** s, until no more requests are sent. */
  readonly duration: number;
}

export interface LoadResult {
  readonly replies: number;
  /** s, from the first request to the last reply. */
  readonly seconds: number;
  /** s of the server's process in that time; `undefined` where the system does not tell. */
  readonly cpu: number | undefined;
  /** The first text after the greeting. */
  readonly firstReply: string;
}

/** How long a server may send what it sends by itself, before texts count as replies. ms. */
const GREETING_TIME = 200;
/** How long a reply may take. ms. */
const PATIENCE = 10_000;
const PONG = 10;

/** A target's connections. */
interface Crew {
  readonly target: Target;
  readonly sockets: readonly Socket[];
  readonly frame: Buffer;
  firstReply: string;
  /** Called with the number of texts that came on that socket; absent: nothing is under way. */
  replied: ((socket: number, count: number) => void) | undefined;
}

const crews: Crew[] = [];

process.on('message', async (order: LoadOrder) => {
  if (order.kind === 'open') {
    crews.push(await open(order));
    process.send?.('open');
  } else {
    const crew = crews[order.target];
    if (crew === undefined) throw new RangeError(`There is no target ${order.target}.`);
    process.send?.(await load(crew, order));
  }
});

async function open(target: Target): Promise<Crew> {
  const { port, path, request, connections } = target;
  const sockets = await Promise.all(Array.from({ length: connections }, () => openSocket(port, path)));
  await new Promise((resolve) => setTimeout(resolve, GREETING_TIME));
  const frame = encodeFrame(Buffer.from(request));
  const crew: Crew = { target, sockets, frame, firstReply: '', replied: undefined };
  for (const [index, socket] of sockets.entries()) {
    const reader = createFrameReader({
      first: (text) => {
        crew.firstReply ||= text;
      },
      ping: (payload) => void socket.write(encodeFrame(payload, PONG)),
    });
    socket.on('data', (chunk: Buffer) => {
      const texts = reader.count(chunk);
      if (texts > 0) crew.replied?.(index, texts);
    });
    socket.on('close', () => {
      throw new Error(`The server at port ${port} closed a connection under load.`);
    });
  }
  return crew;
}

function load(crew: Crew, { window, duration }: Load): Promise<LoadResult> {
  const { target, sockets, frame } = crew;
  const batches = Array.from({ length: window + 1 }, (_, count) =>
    Buffer.concat(Array.from({ length: count }, () => frame)),
  );
  let inFlight = window * sockets.length;
  let replies = 0;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The server at port ${target.port} leaves a request unanswered.`)),
      duration * 1000 + PATIENCE,
    );
    const before = processCpu(target.pid);
    const start = performance.now();
    const end = start + duration * 1000;
    crew.replied = (index, count) => {
      replies += count;
      const now = performance.now();
      if (now < end) {
        sockets[index]?.write(batches[count] ?? batches[window] ?? frame);
        return;
      }
      inFlight -= count;
      if (inFlight > 0) return;
      const after = processCpu(target.pid);
      clearTimeout(timer);
      crew.replied = undefined;
      resolve({
        replies,
        seconds: (now - start) / 1000,
        cpu: before === undefined || after === undefined ? undefined : after - before,
        firstReply: crew.firstReply,
      });
    };
    for (const socket of sockets) socket.write(batches[window] ?? frame);
    stayAwake(crew);
  });
}

/**
 * Looks for replies again and again instead of sleeping until there are some. To wake a process is the server's work,
 * and dearer than the whole of its message: without this the slower of two servers, whose generator sleeps more often,
 * would pay for that, too, and each measurement would hang on which of the two cores was just asleep.
 */
function stayAwake(crew: Crew): void {
  if (crew.replied !== undefined) setImmediate(stayAwake, crew);
}
