import type { Bench } from './bench.ts';
import { type Contestant, type Effort, type Summary, startComparison } from './compare.ts';
import { installPeers } from './install-peers.ts';
import { MOCK, peer } from './processes.ts';
import { startServer } from './server-process.ts';
import { requestOf } from './sized-document.ts';
import { median, quartiles, table } from './statistics.ts';

/**
 * Requests in flight on each connection. Of many, both servers read several at once, and a server may send the replies
 * together; of one, each message costs all the system calls that it can cost.
 */
const WINDOWS = [16, 1];
/** Requests in the document. */
const SIZES = [1, 10, 100, 1_000, 10_000];
const SIZED_NAME = ' requests in the document';
const SIZED = new URL('./sized-mock.ts', import.meta.url).pathname;

const PING = { request: '{"type":"ping"}', reply: '"pong"' };
const ECHO = { path: '/', request: '{"type":"ping"}', reply: '"ping"' };
const SHORT: Effort = { rounds: 7, slice: 0.05, warmUp: 0.5 };
const LONG: Effort = { rounds: 25, slice: 0.1, warmUp: 1 };

const OURS = [...MOCK, '--push', 'off'];

export const mockBench: Bench = {
  name: 'mock',
  title: 'request and reply on 8 connections; the mock with validation and journal, the others with neither',
  async run(short) {
    const contestants: Contestant[] = [];
    const add = async (
      name: string,
      args: readonly string[],
      exchange: Omit<Contestant, 'name' | 'server'>,
      node?: string,
    ): Promise<void> => {
      contestants.push({ name, ...exchange, server: await startServer(args, node) });
    };
    const notes: string[] = [];
    try {
      await add('bare ws', [peer('bare-ws.mjs')], ECHO);
      // What the two bare ones differ by is the noise of the machine: no smaller difference says anything.
      await add('bare ws again', [peer('bare-ws.mjs')], ECHO);
      await add('countersign mock', OURS, { path: '/ws', ...PING });
      if (!short) {
        await add('bare ws that sends together, as the mock does', [peer('coalescing-ws.mjs')], ECHO);
        for (const size of SIZES) {
          const request = requestOf(Math.floor(size / 2), 7);
          const name = `countersign mock, ${size}${SIZED_NAME}`;
          await add(name, ['--import', 'tsx', SIZED, `${size}`], { path: '/', request, reply: '"id":7' });
        }
        notes.push(...(await addPeers(add)));
      }
      const sections: string[] = [];
      const outcomes: Outcome[] = [];
      const comparison = await startComparison(contestants);
      try {
        for (const window of WINDOWS) {
          const summaries = await comparison.run(window, short ? SHORT : LONG);
          sections.push(`${window} in flight on each\n${render(summaries)}`);
          const [, again, mock] = summaries;
          if (again === undefined || mock === undefined) continue;
          const sized = summaries.filter(({ name }) => name.endsWith(SIZED_NAME));
          outcomes.push({ window, noise: again, mock, sized });
        }
      } finally {
        await comparison.end();
      }
      return [...sections, [...notes, ...conclude(outcomes)].join('\n')].join('\n\n');
    } finally {
      for (const { server } of contestants) await server.stop();
    }
  },
};

type Add = (
  name: string,
  args: readonly string[],
  exchange: Omit<Contestant, 'name' | 'server'>,
  node?: string,
) => Promise<void>;

/** Everybody on Node 24, as Scalar needs it. What cannot be had is a line of its own. */
async function addPeers(add: Add): Promise<readonly string[]> {
  const peers = installPeers();
  if ('reason' in peers) return [`without @mockoon/cli and @scalar/mock-server: ${peers.reason}`];
  const { node, file, version } = peers;
  const notes = [
    'Mockoon and Scalar validate nothing here: each answers any frame with one text. The CPU time is that of the whole process.',
  ];
  const entrants: readonly Parameters<Add>[] = [
    [`bare ws · node ${version('node')}`, [file('bare-ws.mjs')], ECHO, node],
    [`countersign mock · node ${version('node')}`, OURS, { path: '/ws', ...PING }, node],
    [
      `@mockoon/cli ${version('@mockoon/cli')} · node ${version('node')}`,
      [file('mockoon.mjs')],
      { path: '/ws', ...PING },
      node,
    ],
    [
      `@scalar/mock-server ${version('@scalar/mock-server')} · node ${version('node')}`,
      [file('scalar.mjs')],
      { path: '/ws', ...PING },
      node,
    ],
  ];
  for (const entrant of entrants) {
    try {
      await add(...entrant);
    } catch (error) {
      notes.push(`without ${entrant[0]}: ${error instanceof Error ? error.message.slice(0, 300) : error}`);
    }
  }
  return notes;
}

/** What was measured with so many in flight. */
interface Outcome {
  readonly window: number;
  /** Bare ws against bare ws. */
  readonly noise: Summary;
  readonly mock: Summary;
  /** Of `SIZES`, in that order. */
  readonly sized: readonly Summary[];
}

function render(summaries: readonly Summary[]): string {
  const rows = summaries.map(({ name, rate, cpu, rateRatios, cpuRatios }) => [
    name,
    `${Math.round(rate)}`,
    middle(rateRatios),
    spread(rateRatios),
    cpu?.toFixed(1) ?? UNKNOWN,
    middle(cpuRatios),
    spread(cpuRatios),
  ]);
  return table([['', 'messages/s', 'rate', 'half lie in', 'server CPU µs', 'CPU', 'half lie in'], ...rows]);
}

const UNKNOWN = 'not available here';

function middle(ratios: readonly number[]): string {
  return ratios.length === 0 ? UNKNOWN : median(ratios).toFixed(2);
}

function spread(ratios: readonly number[]): string {
  return ratios.length === 0
    ? ''
    : quartiles(ratios)
        .map((ratio) => ratio.toFixed(2))
        .join('–');
}

function say({ rateRatios, cpuRatios }: Pick<Summary, 'rateRatios' | 'cpuRatios'>): string {
  return `rate ${middle(rateRatios)} · cpu ${middle(cpuRatios)}`;
}

function conclude(outcomes: readonly Outcome[]): readonly string[] {
  const worst = (of: (summary: Summary) => readonly number[]): readonly number[] => {
    const all = outcomes.map(({ mock }) => of(mock)).filter((ratios) => ratios.length > 0);
    return all.sort((a, b) => median(a) - median(b))[0] ?? [];
  };
  const worse = { rateRatios: worst((one) => one.rateRatios), cpuRatios: worst((one) => one.cpuRatios) };
  return [
    'rate: messages in a second. CPU: messages in a second of the server process. 1.00 is bare ws just before and after; more is better; the median of all such pairs.',
    ...outcomes.flatMap(({ window, noise, mock, sized }) => [
      `${window} in flight: ${say(mock)} (noise, bare ws against itself: ${say(noise)})`,
      ...flatness(sized),
    ]),
    'With many in flight the mock gains by sending together what bare ws sends one by one; with one there is nothing to send together. The last line is the worse of the two.',
    `to bare ws: ${say(worse)}`,
  ];
}

/** Of the documents: each against the smallest, by the ratios of both to bare ws. */
function flatness(sized: readonly Summary[]): readonly string[] {
  const [smallest] = sized;
  if (smallest === undefined) return [];
  const to = (of: (summary: Summary) => readonly number[]): string =>
    sized.map((one) => (median(of(one)) / median(of(smallest))).toFixed(2)).join(' ');
  const rate = to((one) => one.rateRatios);
  const cpu = smallest.cpuRatios.length === 0 ? UNKNOWN : to((one) => one.cpuRatios);
  return [`  of ${SIZES.join(', ')} requests in the document, to the first: rate ${rate} · cpu ${cpu}`];
}
