import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Load, LoadResult } from './load-generator.ts';
import type { ServerProcess } from './server-process.ts';
import { median } from './statistics.ts';

const CONNECTIONS = 8;

export interface Contestant {
  readonly name: string;
  readonly server: ServerProcess;
  readonly path: string;
  readonly request: string;
  /** What a reply must hold, so that no error message is counted as one. */
  readonly reply: string;
}

export interface Summary {
  readonly name: string;
  /** Messages per second, of each round. */
  readonly rates: readonly number[];
  /** Their median. */
  readonly rate: number;
  /** The server's own CPU time per message, µs, of each round; empty where the system does not tell. */
  readonly cpus: readonly number[];
  /** Their median. */
  readonly cpu: number | undefined;
}

interface Round {
  readonly rate: number;
  readonly cpu: number | undefined;
}

/**
 * A, B, C, A, B, C…: what else the machine does falls on all. The first round of each is for the compiler.
 * @param window requests in flight on each connection
 */
export async function compare(
  contestants: readonly Contestant[],
  window: number,
  { rounds, duration }: { readonly rounds: number; readonly duration: number },
): Promise<readonly Summary[]> {
  const results = contestants.map((contestant) => ({ contestant, list: [] as Round[] }));
  for (const { contestant } of results) await round(contestant, window, duration);
  for (let index = 0; index < rounds; index += 1) {
    for (const { contestant, list } of results) list.push(await round(contestant, window, duration));
  }
  return results.map(({ contestant: { name }, list }) => {
    const rates = list.map(({ rate }) => rate);
    const cpus = list.flatMap(({ cpu }) => cpu ?? []);
    return { name, rates, rate: median(rates), cpus, cpu: cpus.length === 0 ? undefined : median(cpus) };
  });
}

async function round(
  { name, server, path, request, reply }: Contestant,
  window: number,
  duration: number,
): Promise<Round> {
  const generator = fork(fileURLToPath(new URL('./load-generator.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
  });
  const load: Load = { port: server.port, path, request, connections: CONNECTIONS, window, duration };
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
