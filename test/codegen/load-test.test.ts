import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { schemesToGive, targetOf } from '../../src/cli/commands/generate-suites.ts';
import type { LoadConversation } from '../../src/codegen/artillery.ts';
import { missingUsers } from '../../src/codegen/artillery.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { type ArtilleryEvents, loadTest } from '../../src/verify/artillery.ts';
import { conversationsOf } from '../../src/verify/load-conversations.ts';
import { ROOT } from '../architecture/source-file.ts';
import { contractOf, documents } from '../laws/documents.ts';

const closings: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closings.map((close) => close())));

/** What Artillery would count. */
function recorder(): {
  readonly counts: Map<string, number>;
  emit(event: string, name: string, value: number): void;
} {
  const counts = new Map<string, number>();
  return {
    counts,
    emit(event, name, value) {
      if (event === 'counter') counts.set(name, (counts.get(name) ?? 0) + value);
      else counts.set(name, (counts.get(name) ?? 0) + 1);
    },
  };
}

function conversations(contract: Contract): readonly LoadConversation[] {
  return conversationsOf(contract, { target: targetOf(contract), credentials: schemesToGive(contract) });
}

test.each(documents)(
  '%s has conversations where it has an endpoint, each of cases of its own',
  async (_, path) => {
    const contract = await contractOf(path);
    const all = conversations(contract);
    expect(all.length > 0).toBe(contract.endpoints.some(({ absent }) => absent === undefined));
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    const cases = all.flatMap((one) => one.cases);
    expect(new Set(cases).size).toBe(cases.length);
    expect(all.filter((one) => one.cases.length === 0)).toEqual([]);
  },
);

test('the examples of a message are one conversation; a stream that something brings is one, too', async () => {
  const all = conversations(await contractOf(documents[0]?.[1] ?? ''));
  expect(all.find(({ key }) => key === 'exchange.reply/feed/subscribe/subscribe')).toMatchObject({
    title: '"subscribe" gets reply "subscribed"',
    cases: [
      'exchange.reply/feed/subscribe/subscribe/apple',
      'exchange.reply/feed/subscribe/subscribe/berkshire',
    ],
  });
  const quotes = conversations(await contractOf(join(ROOT, 'fixtures/quotes/asyncapi.yaml')));
  expect(quotes.map(({ key }) => key)).toContain('stream.event/quotes/sendQuotes/cadence');
});

test('a request without a promised reply is sent; who only waits stays where nothing else can be done', async () => {
  const graphql = conversations(await contractOf(join(ROOT, 'test/clients/graphql-transport-ws.yaml')));
  expect(graphql.filter(({ covers }) => covers.length === 0).length).toBeGreaterThan(0);
  const live = conversations(await contractOf(join(ROOT, 'test/zoo/documents/cookie.yaml')));
  expect(live.map(({ key }) => key)).toEqual(['stream.event/live/ticks']);
});

test('a script of the user’s is told which conversations it lacks', () => {
  const options = {
    conversations: ['exchange.reply/a/b/c', 'exchange.reply/a/b/c2', 'exchange-reply/a/b/c'].map((key) => ({
      key,
      title: '',
      covers: [],
      cases: [key],
    })),
    target: '',
    schemes: [],
    script: 'load.yml',
    contract: '',
    processor: '',
  };
  expect(missingUsers(options, '- function: userExchangeReplyABC2')).toEqual([
    'userExchangeReplyABC',
    'userExchangeReplyABC_2',
  ]);
});

async function play(
  faults: readonly string[],
  vars: Readonly<Record<string, unknown>> = {},
): Promise<readonly [counts: Map<string, number>, failures: string[]]> {
  const contract = await contractOf(documents[0]?.[1] ?? '');
  const mock = await startMock(contract, { port: 0, faults });
  closings.push(() => mock.close());
  const load = loadTest(contract);
  const events = recorder();
  const feed = conversations(contract).filter(({ key }) => key.startsWith('exchange.reply/feed/'));
  const context = { vars: { target: mock.url, ...vars } };
  const users = Array.from({ length: 4 }, () =>
    feed.map(({ key, cases }) => load.user(key, { cases, within: 2000 })(context, events)),
  );
  const ends = await Promise.allSettled(users.flat());
  return [events.counts, ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []))];
}

test('virtual users have their conversations at once, and report what was said and how long replies take', async () => {
  const [counts, failures] = await play([]);
  expect(failures).toEqual([]);
  expect(Object.fromEntries(counts)).toMatchObject({
    'countersign.connect_time': 16,
    'countersign.reply_time.exchange_reply_feed_ping_ping': 4,
    'countersign.reply_time.within_2000': 16,
    'countersign.sent.ping': 4,
    'countersign.received.pong': 4,
    'countersign.kept': 16,
    'countersign.broken': 0,
    'countersign.refused': 0,
    'countersign.dropped': 0,
    'countersign.unproved': 0,
    'countersign.skipped': 0,
  });
});

test('where the contract is broken the virtual user fails, and is counted', async () => {
  const [counts, failures] = await play(['wrong-type']);
  expect(failures).toContain('Error: exchange.reply/feed/ping/ping broken');
  expect(counts.get('countersign.broken')).toBe(16);
  expect(counts.get('countersign.broken.exchange_reply_feed_ping_ping')).toBe(4);
  expect(counts.get('countersign.invalid.pong')).toBeGreaterThan(0);
});

test('who is not let in is refused, not broken', async () => {
  const [counts, failures] = await play(['refuse']);
  expect(failures).toContain('Error: exchange.reply/feed/ping/ping refused');
  expect(counts.get('countersign.refused')).toBe(16);
  expect(counts.get('countersign.refused.503')).toBe(16);
  expect(counts.get('countersign.broken')).toBe(0);
});

/** A backend of cookie.yaml, which says a tick to everybody who comes. */
async function ticking(greet: (socket: WebSocket, cookie: string) => void): Promise<string> {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  server.on('connection', (socket, request) => {
    socket.send('{"type":"tick"}');
    greet(socket, request.headers.cookie ?? '');
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closings.push(async () => {
    server.close();
    http.close();
  });
  return `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

async function listenTo(
  target: string,
  vars: Readonly<Record<string, unknown>>,
  events: ArtilleryEvents,
): Promise<void> {
  const contract = await contractOf(join(ROOT, 'test/zoo/documents/cookie.yaml'));
  const load = loadTest(contract, { target, credentials: { session: () => 'for-all' } });
  await load.user('stream.event/live/ticks', { cases: ['stream.event/live/ticks'] })({ vars }, events);
}

const LATER = 30;

test.each<[string, (socket: WebSocket) => void, Readonly<Record<string, number>>]>([
  ['hears what comes', (socket) => socket.send('{"type":"tick"}'), { 'received.tick': 2, dropped: 0 }],
  ['may be closed', (socket) => socket.close(1000), { 'closed.1000': 1, dropped: 0 }],
  ['tells of a server that fails', (socket) => socket.close(1011), { 'closed.1011': 1, dropped: 1 }],
  ['tells when it is dropped', (socket) => socket.terminate(), { 'closed.1006': 1, dropped: 1 }],
])('a connection that is held %s', async (_, later, expected) => {
  const target = await ticking((socket) => setTimeout(() => later(socket), LATER));
  const events = recorder();
  await listenTo(target, { hold: '0.4' }, events);
  for (const [name, count] of Object.entries(expected))
    expect(events.counts.get(`countersign.${name}`), name).toBe(count);
});

test('each virtual user has the credential of its own variables', async () => {
  const cookies: string[] = [];
  const target = await ticking((_, cookie) => cookies.push(cookie));
  for (const session of ['anna', 'bert', undefined]) await listenTo(target, { session }, recorder());
  expect(cookies).toEqual(['session=anna', 'session=bert', 'session=for-all']);
});

test('a backend that is not there is told of with what to do', async () => {
  const user = loadTest(await contractOf(documents[0]?.[1] ?? ''), { target: 'ws://127.0.0.1:1' }).user(
    'exchange.reply/feed/ping/ping',
    { cases: ['exchange.reply/feed/ping/ping/alive'] },
  );
  await expect(user(undefined, recorder())).rejects.toMatchObject({ code: 'target.unreachable' });
});
