import { startHelper } from './helper-process.ts';
import type { LoadOrder, LoadResult } from './load-generator.ts';
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
  /** Messages per second; median of all slices. */
  readonly rate: number;
  /** The server's own CPU time per message, µs; median. `undefined`: the system does not tell. */
  readonly cpu: number | undefined;
  /** Both against the first contestant, pair by pair; more is better. Of the first itself: nothing but ones. */
  readonly rateRatios: readonly number[];
  /** Empty where the system does not tell. */
  readonly cpuRatios: readonly number[];
}

/** How long it is measured. */
export interface Effort {
  /** Slices of each contestant. */
  readonly rounds: number;
  /** s of a slice. */
  readonly slice: number;
  /** s of load before anything counts: for the compilers of server and generator. */
  readonly warmUp: number;
}

export interface Comparison {
  /** @param window requests in flight on each connection */
  run(window: number, effort: Effort): Promise<readonly Summary[]>;
  end(): Promise<void>;
}

interface Slice {
  readonly rate: number;
  /** µs. */
  readonly cpu: number | undefined;
}

/**
 * Holds each contestant to the first. What else the machine does comes and goes within seconds, and it changes the cost
 * of a system call more than any server here differs from another. So a slice is short, and each stands between two of
 * the first contestant, on the same two cores in the same quarter of a second: it is held to the mean of those two, and
 * the median of many such ratios counts. Servers, connections and load generator are the same from beginning to end.
 */
export async function startComparison(contestants: readonly Contestant[]): Promise<Comparison> {
  const generator = startHelper<LoadOrder>('./load-generator.ts');
  try {
    for (const { server, path, request } of contestants) {
      const { port, pid } = server;
      await generator.ask({ kind: 'open', port, pid, path, request, connections: CONNECTIONS });
    }
  } catch (error) {
    await generator.end();
    throw error;
  }

  async function load(target: number, window: number, duration: number): Promise<Slice> {
    const { replies, seconds, cpu, firstReply } = (await generator.ask({
      kind: 'load',
      target,
      window,
      duration,
    })) as LoadResult;
    const { name = '', reply = '' } = contestants[target] ?? {};
    if (!firstReply.includes(reply)) throw new Error(`${name} answered the request with ${firstReply}`);
    return { rate: replies / seconds, cpu: cpu === undefined ? undefined : (cpu / replies) * 1e6 };
  }

  return {
    async run(window, { rounds, slice, warmUp }) {
      for (const target of contestants.keys()) await load(target, window, warmUp);
      const firsts: Slice[] = [await load(0, window, slice)];
      const others = contestants.slice(1).map(() => [] as Pair[]);
      for (let round = 0; round < rounds; round += 1) {
        for (const [index, pairs] of others.entries()) {
          const own = await load(index + 1, window, slice);
          const after = await load(0, window, slice);
          pairs.push({ own, before: firsts.at(-1) ?? after, after });
          firsts.push(after);
        }
      }
      return contestants.map(({ name }, index) => {
        const pairs = others[index - 1] ?? firsts.map((own) => ({ own, before: own, after: own }));
        return summaryOf(name, pairs);
      });
    },
    end: () => generator.end(),
  };
}

/** A slice, and those of the first contestant around it. */
interface Pair {
  readonly own: Slice;
  readonly before: Slice;
  readonly after: Slice;
}

function summaryOf(name: string, pairs: readonly Pair[]): Summary {
  const cpus = pairs.flatMap(({ own }) => own.cpu ?? []);
  return {
    name,
    rate: median(pairs.map(({ own }) => own.rate)),
    cpu: cpus.length === 0 ? undefined : median(cpus),
    rateRatios: pairs.map(({ own, before, after }) => (2 * own.rate) / (before.rate + after.rate)),
    cpuRatios: pairs.flatMap(({ own, before, after }) =>
      own.cpu === undefined || before.cpu === undefined || after.cpu === undefined
        ? []
        : (before.cpu + after.cpu) / (2 * own.cpu),
    ),
  };
}
