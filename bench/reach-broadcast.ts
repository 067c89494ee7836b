import { fileURLToPath } from 'node:url';
import { type Crowd, startCrowd } from './crowd-process.ts';
import { peer } from './processes.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { median, table } from './statistics.ts';

const MOCK = fileURLToPath(new URL('./broadcast-mock.ts', import.meta.url));
/** The frame that both send: two bytes of head and `{"type":"tick","symbol":"AAPL","price":100001}`. */
const FRAME = 2 + '{"type":"tick","symbol":"AAPL","price":100001}'.length;

interface Contestant {
  readonly name: string;
  readonly server: ServerProcess;
  readonly crowd: Crowd;
  readonly rates: number[];
  readonly cpus: number[];
}

export interface BroadcastRatios {
  /** More is better. */
  readonly rate: number;
  readonly cpu: number;
  readonly text: string;
}

/** One event after the other to all connections; the next goes out when everybody has got the last. */
export async function compareBroadcasts(
  connections: number,
  { rounds, events }: { readonly rounds: number; readonly events: number },
): Promise<BroadcastRatios> {
  const contestants: Contestant[] = [];
  const add = async (name: string, args: readonly string[]): Promise<void> => {
    const server = await startServer(args);
    const entry = { name, server, rates: [], cpus: [] };
    try {
      contestants.push({ ...entry, crowd: await startCrowd(server.port, '/', connections) });
    } catch (error) {
      await server.stop();
      throw error;
    }
  };
  try {
    await add('bare ws', [peer('broadcast-ws.mjs')]);
    await add('bare ws again', [peer('broadcast-ws.mjs')]);
    await add('countersign mock', ['--import', 'tsx', MOCK]);
    // The first round is for the compiler.
    for (let round = 0; round <= rounds; round += 1)
      for (const contestant of contestants) await broadcast(contestant, connections, events, round > 0);
    return conclude(contestants, connections);
  } finally {
    for (const { server, crowd } of contestants) {
      await crowd.leave();
      await server.stop();
    }
  }
}

async function broadcast(
  { server, crowd, rates, cpus }: Contestant,
  connections: number,
  events: number,
  counts: boolean,
): Promise<void> {
  const before = server.cpu() ?? Number.NaN;
  const start = performance.now();
  for (let event = 0; event < events; event += 1) {
    const everybody = crowd.received(FRAME);
    server.tell('broadcast');
    await everybody;
  }
  const seconds = (performance.now() - start) / 1_000;
  const cpu = (server.cpu() ?? Number.NaN) - before;
  if (!counts) return;
  rates.push((events * connections) / seconds);
  cpus.push((cpu / (events * connections)) * 1e6);
}

/** The ratios are those of each round with itself: what else the machine does changes from round to round. */
function conclude(contestants: readonly Contestant[], connections: number): BroadcastRatios {
  const [bare] = contestants;
  const rows = contestants.map(({ name, rates, cpus }) => {
    const rate = median(rates.map((one, round) => one / (bare?.rates[round] ?? Number.NaN)));
    const cpu = median(cpus.map((one, round) => (bare?.cpus[round] ?? Number.NaN) / one));
    return { name, rate, cpu, rates: median(rates), cpus: median(cpus) };
  });
  const mock = rows.at(-1);
  return {
    rate: mock?.rate ?? Number.NaN,
    cpu: mock?.cpu ?? Number.NaN,
    text: table([
      [`an event to ${connections}`, 'messages/s', 'rate', 'server CPU µs/message', 'CPU'],
      ...rows.map((row) => [
        row.name,
        `${Math.round(row.rates)}`,
        row.rate.toFixed(2),
        row.cpus.toFixed(1),
        row.cpu.toFixed(2),
      ]),
    ]),
  };
}
