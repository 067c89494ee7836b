import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Target } from './attack.ts';
import type { Service } from './good-client-process.ts';
import { watchLoop } from './loop-watch.ts';

/** Longest that the good client waits for anything, ms. */
const PATIENCE = 5_000;
/** Exchanges on each of its connections. */
const EXCHANGES = 20;

const times: number[] = [];
const failures: string[] = [];
const loop = watchLoop();
let going = true;

process.on('message', async (message: Target | 'stop') => {
  if (message === 'stop') going = false;
  else await serve(message);
});

/** One connection after the other, with some exchanges each, as long as it may. */
async function serve(target: Target): Promise<void> {
  const open = await openDoors(target);
  process.send?.('ready');
  for (let index = 0; going && open.length > 0; index += 1) {
    const door = open[index % open.length];
    if (door === undefined) continue;
    try {
      await visit(target.port, door);
    } catch (error) {
      failures.push(`${door.path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const service: Service = { doors: open.length, times, failures, late: loop.take().late };
  process.send?.(service, () => process.disconnect());
}

type Door = Target['doors'][number];

/** The doors that open for a client without a credential of its own. */
async function openDoors({ port, doors }: Target): Promise<readonly Door[]> {
  const open: Door[] = [];
  for (const door of doors.slice(0, 20)) {
    const socket = connect(port, door);
    const stays = await Promise.race([
      once(socket, 'open').then(() => true),
      once(socket, 'close').then(() => false),
    ]);
    // Some are accepted only to be refused.
    if (stays && (await Promise.race([once(socket, 'close').then(() => false), after(100)]))) open.push(door);
    socket.terminate();
  }
  return open;
}

async function visit(port: number, door: Door): Promise<void> {
  await timed('the handshake', async () => {
    const socket = connect(port, door);
    const gone = closed(socket);
    gone.catch(() => {});
    await Promise.race([once(socket, 'open'), gone]);
    return { socket, gone };
  }).then(async ({ socket, gone }) => {
    for (let index = 0; index < EXCHANGES && going; index += 1) {
      // A request, and behind it a ping: the pong comes when the request was taken, whether it has a reply or not.
      await timed('an exchange', async () => {
        const request = door.requests[index % door.requests.length];
        if (request !== undefined) socket.send(request);
        socket.ping();
        await Promise.race([new Promise((resolve) => socket.once('pong', resolve)), gone]);
      });
      await after(5);
    }
    socket.close();
  });
}

function connect(port: number, { path, headers }: Door): WebSocket {
  const pairs = headers.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
  const { 'Sec-WebSocket-Protocol': subprotocol, ...others } = Object.fromEntries(pairs);
  const socket = new WebSocket(
    `ws://127.0.0.1:${port}${path}`,
    subprotocol === undefined ? [] : [subprotocol],
    {
      headers: others,
    },
  );
  socket.on('error', () => {});
  return socket;
}

async function closed(socket: WebSocket): Promise<never> {
  const [code, reason] = await once(socket, 'close');
  throw new Error(`closed with ${code} ${reason}`);
}

async function timed<T>(what: string, run: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await Promise.race([
    run(),
    after(PATIENCE).then(() => Promise.reject(new Error(`${what} took longer than ${PATIENCE} ms`))),
  ]);
  times.push(performance.now() - began);
  return result;
}

function after(ms: number): Promise<boolean> {
  return new Promise((resolve) => setTimeout(() => resolve(true), ms).unref());
}
