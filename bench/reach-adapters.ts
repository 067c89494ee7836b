import { WebSocket as MockSocket, Server } from 'mock-socket';
import { WebSocket } from 'ws';
import type { mockServer } from '../src/mock/adapters/mock-socket/index.ts';
import type { handlers } from '../src/mock/adapters/msw/index.ts';
import { ADAPTERS } from './processes.ts';
import { documentOf, requestOf } from './sized-document.ts';
import { median, table } from './statistics.ts';

/** A page's end of a connection. */
interface Page {
  send(text: string): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
}

interface Subject {
  readonly name: string;
  open(): Page;
  /** µs of CPU time of each exchange. */
  readonly costs: number[];
  /** µs that a page waits for its answer, when it has the process for itself. */
  readonly waits: number[];
}

/** mock-socket waits 4 ms before it hands a message on: many at a time, so that the CPU is not idle. */
const CONNECTIONS = 50;
/** Exchanges of a page that has the process for itself: of MSW's more, since one takes 10 µs, and not 4 ms. */
const ALONE = { msw: 1_000, mockSocket: 20 } as const;
const { contract } = documentOf(1);
const REQUEST = requestOf(0, 7);
const OURS = 'ws://localhost/';

/** The same exchange by somebody's own handler: it reads the request, and answers with its id. */
function answerTo(text: unknown): string | undefined {
  const { type, id } = JSON.parse(String(text)) as { type?: unknown; id?: unknown };
  return type === 'ask0' ? JSON.stringify({ type: 'answer0', id }) : undefined;
}

/** To handlers written by hand, which neither validate nor remember; less is better. */
export interface AdapterRatio {
  readonly cpu: number;
  readonly time: number;
}

export interface AdapterRatios {
  readonly msw: AdapterRatio;
  readonly mockSocket: AdapterRatio;
  readonly text: string;
}

/** What each adapter costs, to that of handlers written by hand; less is better. */
export async function compareAdapters(short: boolean): Promise<AdapterRatios> {
  const rounds = short ? 3 : 11;
  const exchanges = short ? 30 : 400;
  const msw = await ratioOf(await mswSubjects(), rounds, exchanges, ALONE.msw);
  const mockSocket = await ratioOf(await mockSocketSubjects(), rounds, exchanges, ALONE.mockSocket);
  return {
    msw: { cpu: msw.cpu, time: msw.time },
    mockSocket: { cpu: mockSocket.cpu, time: mockSocket.time },
    text: table([
      ['one exchange', 'CPU µs', 'to one by hand', 'time µs', 'to one by hand'],
      ...msw.rows,
      ...mockSocket.rows,
    ]),
  };
}

async function mswSubjects(): Promise<readonly Subject[]> {
  const place = globalThis as { WebSocket?: unknown };
  // Node 20 has none, and MSW wants one to put itself in the place of.
  place.WebSocket ??= WebSocket;
  const [{ ws }, { setupServer }, published] = await Promise.all([
    import('msw'),
    import('msw/node'),
    // As it is published: a loader of TypeScript makes each function dearer.
    import(ADAPTERS.msw) as Promise<{ readonly handlers: typeof handlers }>,
  ]);
  const link = ws.link('ws://hand.test/');
  const byHand = link.addEventListener('connection', ({ client }) => {
    client.addEventListener('message', ({ data }) => {
      const answer = answerTo(data);
      if (answer !== undefined) client.send(answer);
    });
  });
  setupServer(byHand, ...published.handlers(contract, { push: 'off' })).listen({
    onUnhandledRequest: 'error',
  });
  const open = (url: string): Page => new (globalThis.WebSocket as new (url: string) => Page)(url);
  return [
    { name: 'MSW, by hand', open: () => open('ws://hand.test/'), costs: [], waits: [] },
    { name: 'countersign/msw', open: () => open(OURS), costs: [], waits: [] },
  ];
}

async function mockSocketSubjects(): Promise<readonly Subject[]> {
  const published = (await import(ADAPTERS.mockSocket)) as { readonly mockServer: typeof mockServer };
  new Server('ws://hand.test/').on('connection', (socket) => {
    socket.on('message', (data) => {
      const answer = answerTo(data);
      if (answer !== undefined) socket.send(answer);
    });
  });
  const mock = published.mockServer(contract, { push: 'off', mock: false });
  return [
    { name: 'mock-socket, by hand', open: () => new MockSocket('ws://hand.test/'), costs: [], waits: [] },
    {
      name: 'countersign/mock-socket',
      open: () => new mock.WebSocket(OURS) as unknown as Page,
      costs: [],
      waits: [],
    },
  ];
}

/** In turn, so that what else the machine does falls on both; the ratio is that of each round with itself. */
async function ratioOf(
  subjects: readonly Subject[],
  rounds: number,
  exchanges: number,
  alone: number,
): Promise<AdapterRatio & { readonly rows: readonly (readonly string[])[] }> {
  const pages = await Promise.all(
    subjects.map(({ open }) => Promise.all(Array.from({ length: CONNECTIONS }, () => opened(open())))),
  );
  // The first rounds are for the compiler.
  for (let round = -3; round < rounds; round += 1) {
    for (const [index, { costs, waits }] of subjects.entries()) {
      const before = process.cpuUsage();
      await Promise.all((pages[index] ?? []).map((page) => exchange(page, exchanges)));
      const { user, system } = process.cpuUsage(before);
      const began = performance.now();
      const [first] = pages[index] ?? [];
      if (first !== undefined) await exchange(first, alone);
      if (round < 0) continue;
      costs.push((user + system) / (exchanges * CONNECTIONS));
      waits.push(((performance.now() - began) / alone) * 1_000);
    }
  }
  const [byHand] = subjects;
  const ratioIn = (subject: Subject, what: 'costs' | 'waits'): number =>
    median(subject[what].map((value, round) => value / (byHand?.[what][round] ?? Number.NaN)));
  return {
    cpu: median(subjects.slice(1).map((one) => ratioIn(one, 'costs'))),
    time: median(subjects.slice(1).map((one) => ratioIn(one, 'waits'))),
    rows: subjects.map((subject) => [
      subject.name,
      median(subject.costs).toFixed(1),
      ratioIn(subject, 'costs').toFixed(2),
      median(subject.waits).toFixed(0),
      ratioIn(subject, 'waits').toFixed(2),
    ]),
  };
}

function opened(page: Page): Promise<Page> {
  return new Promise((resolve) => {
    page.onopen = () => resolve(page);
  });
}

function exchange(page: Page, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = count;
    page.onmessage = ({ data }: { readonly data: unknown }) => {
      left -= 1;
      if (!String(data).includes('"answer0"')) reject(new Error(`The request was answered with ${data}.`));
      else if (left === 0) resolve();
      else page.send(REQUEST);
    };
    page.send(REQUEST);
  });
}
