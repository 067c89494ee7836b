import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench.ts';
import type { Load, LoadResult } from './load-generator.ts';
import { MOCK, peer } from './processes.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { median, table } from './statistics.ts';

const CONNECTIONS = 8;
/**
 * Requests in flight on each connection. Of many, both servers read several at once, and a server may send the replies
 * together; of one, each message costs all the system calls that it can cost.
 */
const WINDOWS = [16, 1];

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
  title: `request and reply on ${CONNECTIONS} connections, with validation and journal`,
  async run(short) {
    const servers: ServerProcess[] = [];
    const contestant = async (
      name: string,
      args: readonly string[],
      path: string,
      reply: string,
    ): Promise<Contestant> => {
      const server = await startServer(args);
      servers.push(server);
      return { name, server, path, reply };
    };
    try {
      const contestants = [
        await contestant('bare ws', [peer('bare-ws.mjs')], '/', '"ping"'),
        // What the two bare ones differ by is the noise of the machine: no smaller difference says anything.
        await contestant('bare ws again', [peer('bare-ws.mjs')], '/', '"ping"'),
        await contestant('countersign mock', [...MOCK, '--push', 'off'], '/ws', '"pong"'),
      ];
      const sections: string[] = [];
      for (const window of WINDOWS) {
        const effort = short ? { rounds: 3, duration: 0.5 } : { rounds: 9, duration: 1.5 };
        sections.push(`${window} in flight on each\n${await compare(contestants, window, effort)}`);
      }
      return sections.join('\n\n');
    } finally {
      for (const server of servers) await server.stop();
    }
  },
};

/** A, B, C, A, B, C…: what else the machine does falls on all. */
async function compare(
  contestants: readonly Contestant[],
  window: number,
  { rounds, duration }: { rounds: number; duration: number },
): Promise<string> {
  const results = contestants.map((contestant) => ({ contestant, list: [] as Round[] }));
  for (const { contestant } of results) await round(contestant, window, duration);
  for (let index = 0; index < rounds; index += 1) {
    for (const { contestant, list } of results) list.push(await round(contestant, window, duration));
  }
  const summaries = results.map(({ contestant: { name }, list }) => {
    const rates = list.map(({ rate }) => rate);
    return { name, rates, rate: median(rates), cpu: cpuMedian(list) };
  });
  const [bare] = summaries;
  const rows = summaries.map(({ name, rates, rate, cpu }) => [
    name,
    `${Math.round(rate)}`,
    `${Math.round(Math.min(...rates))}–${Math.round(Math.max(...rates))}`,
    ratio(rate, bare?.rate),
    cpu?.toFixed(1) ?? 'not available here',
    ratio(bare?.cpu, cpu),
  ]);
  return [
    table([['', 'messages/s', 'range', 'rate', 'server CPU µs/message', 'CPU'], ...rows]),
    'rate, CPU: 1.00 is bare ws, more is better',
  ].join('\n');
}

function ratio(a: number | undefined, b: number | undefined): string {
  return a === undefined || b === undefined ? '' : (a / b).toFixed(2);
}

function cpuMedian(rounds: readonly Round[]): number | undefined {
  const values = rounds.flatMap(({ cpu }) => cpu ?? []);
  return values.length === 0 ? undefined : median(values);
}

async function round(
  { name, server, path, reply }: Contestant,
  window: number,
  duration: number,
): Promise<Round> {
  const generator = fork(fileURLToPath(new URL('./load-generator.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
  });
  const load: Load = {
    port: server.port,
    path,
    request: '{"type":"ping"}',
    connections: CONNECTIONS,
    window,
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
