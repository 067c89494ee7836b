import type { Bench } from './bench.ts';
import { type Contestant, compare, type Summary } from './compare.ts';
import { installPeers } from './install-peers.ts';
import { MOCK, peer } from './processes.ts';
import { startServer } from './server-process.ts';
import { requestOf } from './sized-document.ts';
import { median, table } from './statistics.ts';

/**
 * Requests in flight on each connection. Of many, both servers read several at once, and a server may send the replies
 * together; of one, each message costs all the system calls that it can cost.
 */
const WINDOWS = [16, 1];
/** Requests in the document. */
const SIZES = [1, 100, 10_000];
const SIZED = new URL('./sized-mock.ts', import.meta.url).pathname;

const PING = { request: '{"type":"ping"}', reply: '"pong"' };
const ECHO = { path: '/', request: '{"type":"ping"}', reply: '"ping"' };
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
          const name = `countersign mock, ${size} requests in the document`;
          await add(name, ['--import', 'tsx', SIZED, `${size}`], { path: '/', request, reply: '"id":7' });
        }
        notes.push(...(await addPeers(add)));
      }
      const sections: string[] = [];
      const ratios: Ratios[] = [];
      for (const window of WINDOWS) {
        const effort = short ? { rounds: 3, duration: 0.5 } : { rounds: 7, duration: 1 };
        const summaries = await compare(contestants, window, effort);
        sections.push(`${window} in flight on each\n${render(summaries)}`);
        const [bare, , mock] = summaries;
        if (bare !== undefined && mock !== undefined) ratios.push(ratiosOf(mock, bare));
      }
      return [...sections, [...notes, ...conclude(ratios)].join('\n')].join('\n\n');
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

interface Ratios {
  readonly rate: number;
  readonly cpu: number | undefined;
}

/** Of one to another in the same round, the median of all rounds; more is better. */
function ratiosOf(one: Summary, other: Summary): Ratios {
  const cpus = one.cpus.map((cpu, round) => (other.cpus[round] ?? Number.NaN) / cpu);
  return {
    rate: median(one.rates.map((rate, round) => rate / (other.rates[round] ?? Number.NaN))),
    cpu: cpus.length === 0 ? undefined : median(cpus),
  };
}

function render(summaries: readonly Summary[]): string {
  const [bare] = summaries;
  const rows = summaries.map((summary) => {
    const { name, rates, rate, cpu } = summary;
    const ratios = bare === undefined ? undefined : ratiosOf(summary, bare);
    return [
      name,
      `${Math.round(rate)}`,
      `${Math.round(Math.min(...rates))}–${Math.round(Math.max(...rates))}`,
      ratios?.rate.toFixed(2) ?? '',
      cpu?.toFixed(1) ?? 'not available here',
      ratios?.cpu?.toFixed(2) ?? '',
    ];
  });
  return table([['', 'messages/s', 'range', 'rate', 'server CPU µs/message', 'CPU'], ...rows]);
}

function conclude(ratios: readonly Ratios[]): readonly string[] {
  const cpus = ratios.flatMap(({ cpu }) => cpu ?? []);
  const say = (rate: number, cpu: number | undefined): string =>
    `rate ${rate.toFixed(2)} · cpu ${cpu?.toFixed(2) ?? 'not available here'}`;
  return [
    'rate: messages in a second. CPU: messages in a second of the server process. 1.00 is bare ws in the same run, more is better.',
    ...ratios.map(({ rate, cpu }, index) => `${WINDOWS[index]} in flight: ${say(rate, cpu)}`),
    'With many in flight the mock gains by sending together what bare ws sends one by one; with one there is nothing to send together. The last line is the worse of the two.',
    `to bare ws: ${say(Math.min(...ratios.map(({ rate }) => rate)), cpus.length === 0 ? undefined : Math.min(...cpus))}`,
  ];
}
