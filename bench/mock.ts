import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench.ts';
import type { Load, LoadResult } from './load-generator.ts';
import { MOCK, peer } from './processes.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { median, table } from './statistics.ts';

const CONNECTIONS = 8;
const WINDOW = 16;

interface Contestant {
  readonly name: string;
  readonly server: ServerProcess;
  readonly path: string;
  /** What a reply must hold, so that no error message is counted as one. */
  readonly reply: string;
}

interface Round {
  /** Messages per second. */
  readonly rate: number;
  /** The server's own CPU time per message, µs. */
  readonly cpu: number | undefined;
}

export const mockBench: Bench = {
  name: 'mock',
  title: `request and reply, ${CONNECTIONS} connections with ${WINDOW} requests in flight each`,
  async run(short) {
    const bare = await startServer([peer('bare-ws.mjs')]);
    try {
      const mock = await startServer([...MOCK, '--push', 'off']);
      try {
        return await compare(
          { name: 'bare ws', server: bare, path: '/', reply: '"ping"' },
          { name: 'countersign mock', server: mock, path: '/ws', reply: '"pong"' },
          short ? { rounds: 3, duration: 0.5 } : { rounds: 7, duration: 2 },
        );
      } finally {
        await mock.stop();
      }
    } finally {
      await bare.stop();
    }
  },
};

/** A, B, A, B…: what else the machine does falls on both. */
async function compare(
  a: Contestant,
  b: Contestant,
  { rounds, duration }: { rounds: number; duration: number },
): Promise<string> {
  const results = new Map<Contestant, Round[]>([
    [a, []],
    [b, []],
  ]);
  for (const contestant of [a, b]) await round(contestant, duration);
  for (let index = 0; index < rounds; index += 1) {
    for (const [contestant, list] of results) list.push(await round(contestant, duration));
  }
  const rates = [...results.values()].map((list) => median(list.map(({ rate }) => rate)));
  const cpus = [...results.values()].map((list) => cpuMedian(list));
  const [rateA = Number.NaN, rateB = Number.NaN] = rates;
  const [cpuA, cpuB] = cpus;
  const rows = [...results].map(([{ name }, list], index) => [
    name,
    `${Math.round(rates[index] ?? Number.NaN)}`,
    `${Math.round(Math.min(...list.map(({ rate }) => rate)))}–${Math.round(Math.max(...list.map(({ rate }) => rate)))}`,
    cpus[index]?.toFixed(1) ?? 'not available here',
  ]);
  const cpuRatio = cpuA === undefined || cpuB === undefined ? 'not available here' : (cpuA / cpuB).toFixed(2);
  return [
    table([['', 'messages/s', 'range', 'server CPU µs/message'], ...rows]),
    `to bare ws: rate ${(rateB / rateA).toFixed(2)} · cpu ${cpuRatio}`,
  ].join('\n');
}

function cpuMedian(rounds: readonly Round[]): number | undefined {
  const values = rounds.flatMap(({ cpu }) => cpu ?? []);
  return values.length === 0 ? undefined : median(values);
}

async function round({ name, server, path, reply }: Contestant, duration: number): Promise<Round> {
  const generator = fork(fileURLToPath(new URL('./load-generator.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
  });
  const load: Load = {
    port: server.port,
    path,
    request: '{"type":"ping"}',
    connections: CONNECTIONS,
    window: WINDOW,
    duration,
  };
  const exited = once(generator, 'exit');
  const before = server.cpu();
  generator.send(load);
  const answer = await Promise.race([
    once(generator, 'message'),
    exited.then(([code]) => Promise.reject(new Error(`The load generator ended with ${code}.`))),
  ]);
  const { replies, seconds, firstReply } = answer[0] as LoadResult;
  const after = server.cpu();
  await exited;
  if (!firstReply.includes(reply)) throw new Error(`${name} answered the request with ${firstReply}`);
  return {
    rate: replies / seconds,
    cpu: before === undefined || after === undefined ? undefined : ((after - before) / replies) * 1e6,
  };
}
