import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import { hold, honestChat, isSay } from '../../test/support/hold.ts';
import { defineCheck } from '../checks/check.ts';
import { CHECKS } from '../checks/checks.ts';
import { exchangeReply } from '../checks/exchange-reply.ts';
import { exitCodeOf } from '../result/exit-code.ts';
import { countOutcomes } from '../result/result.ts';
import type { VerifyEvent } from './events.ts';
import { BUG } from './run-case.ts';
import { verify } from './verify.ts';

const contract = chatContract();

test('an honest backend: nothing is red, and every promise is exercised or has a reason', async () => {
  const result = await hold(contract, honestChat);
  expect(countOutcomes(result.cases)).toMatchObject({ failed: 0, warned: 0, skipped: 0 });
  expect(exitCodeOf(result)).toBe(0);
  const left = result.coverage.promises.filter(({ exercised }) => !exercised);
  expect(left.map(({ id, reason }) => [id, reason])).toEqual([
    [
      'feed:cadence.ticks',
      'It needs 10 s, and the runner waits no longer than its patience. --patience 10s or --thorough.',
    ],
  ]);
  expect(result.reached).toBe(true);
});

test('the same backend gives the same result, but for the moment', async () => {
  const [a, b] = [await hold(contract, honestChat), await hold(contract, honestChat)];
  expect({ ...a, startedAt: '' }).toEqual({ ...b, startedAt: '' });
});

test('keys are unique, and name check and case', async () => {
  const { cases } = await hold(contract, honestChat);
  expect(new Set(cases.map(({ key }) => key)).size).toBe(cases.length);
  for (const { key, check } of cases) expect(key.startsWith(`${check}/`)).toBe(true);
  expect(cases.map(({ key }) => key)).toContain('exchange.reply/chat/speak/say/example-1');
});

test('an endpoint that refuses everybody is told of once, and what passed only by that proves nothing', async () => {
  const result = await hold(contract, { ...honestChat, handshake: () => 403 });
  const red = result.cases.filter(({ finding }) => finding.outcome === 'failed').map(({ key }) => key);
  expect(red).toEqual(['handshake.accept/chat', 'handshake.accept/feed']);
  expect(exitCodeOf(result)).toBe(1);
});

test('what fails word for word as a check that it follows is told once', async () => {
  const { cases } = await hold(
    contract,
    { ...honestChat, frame: (peer, json) => peer.json(isSay(json) ? { type: 'said' } : { type: 'echo' }) },
    { profile: 'deep', only: ['exchange.reply', 'exchange.samples', 'protocol.fragments'] },
  );
  const told = cases.filter(({ finding }) => finding.outcome === 'failed' || finding.outcome === 'warned');
  expect(told.map(({ key }) => key)).toEqual(['exchange.reply/chat/speak/say/example-1']);
  const samples = cases.filter(({ check }) => check === 'exchange.samples');
  expect(samples.length).toBeGreaterThan(0);
  expect(samples[0]?.finding.remedy).toBe('Mend that first: exchange.reply/chat/speak/say/example-1');
});

test('a handshake that is refused only now and then is tried once more', async () => {
  let asked = 0;
  const moody = await hold(contract, { ...honestChat, handshake: () => (++asked === 9 ? 503 : 101) });
  expect(moody.cases.filter(({ finding }) => finding.outcome === 'failed')).toEqual([]);
});

test('a handshake that is refused again is red, though another was accepted', async () => {
  let asked = 0;
  const behaviour = { ...honestChat, handshake: () => (++asked <= 1 ? 101 : 503) };
  const { cases } = await hold(contract, behaviour, {
    checks: CHECKS.filter(({ id }) => id === 'handshake.accept' || id === 'exchange.reply'),
    only: ['chat'],
    concurrency: 1,
  });
  expect(cases.map(({ key, finding }) => [key, finding.outcome, finding.message])).toEqual([
    ['handshake.accept/chat', 'passed', 'Accepted after 1 ms.'],
    [
      'exchange.reply/chat/speak/say/example-1',
      'failed',
      'The handshake was refused (503), twice, though another good handshake was accepted.',
    ],
  ]);
});

describe('only and skip', () => {
  const keysOf = async (options: Parameters<typeof hold>[2]): Promise<readonly string[]> =>
    (await hold(contract, honestChat, options)).cases.map(({ key }) => key);

  test('a check, an area, an endpoint, a companion', async () => {
    expect(await keysOf({ only: ['exchange.reply'] })).toEqual(['exchange.reply/chat/speak/say/example-1']);
    expect(await keysOf({ only: ['health'], skip: ['http.cors'] })).toEqual(['http.companion/health']);
    expect(await keysOf({ only: ['stream'], skip: ['chat'] })).toEqual([
      'stream.event/feed/ticks',
      'stream.event/feed/ticks/cadence',
    ]);
    expect(await keysOf({ only: ['connection.ping/chat'] })).toEqual(['connection.ping/chat']);
  });

  test('a name that is none is the user’s mistake', async () => {
    await expect(keysOf({ only: ['exchange.rely'] })).rejects.toMatchObject({
      code: 'cli.bad-value',
      message:
        '"exchange.rely" is no check, area, endpoint, companion, tag or scenario. Did you mean "exchange.reply"?',
    });
  });

  test('nothing judged is exit code 2', async () => {
    const result = await hold(
      contract,
      { ...honestChat, handshake: () => 403 },
      { only: ['exchange.reply'] },
    );
    expect(exitCodeOf(result)).toBe(2);
  });
});

test('an error in a check is a bug of ours: shown, and not the backend’s', async () => {
  const broken = defineCheck({
    ...exchangeReply,
    id: 'broken.check',
    plan: (context) =>
      exchangeReply.plan(context).map((one) => ({
        ...one,
        judge() {
          throw new TypeError('x is not a function');
        },
      })),
  });
  const { cases } = await hold(contract, honestChat, { checks: [broken] });
  expect(cases[0]?.finding.outcome).toBe('skipped');
  expect(cases[0]?.finding.message).toBe(
    `This is a ${BUG}, not in your backend: the check "broken.check" failed to judge.`,
  );
});

test('events: the run, each case, the end', async () => {
  const events: VerifyEvent[] = [];
  const result = await hold(contract, honestChat, {
    only: ['connection.ping'],
    onEvent: (event) => events.push(event),
  });
  expect(events.map(({ type }) => type)).toEqual([
    'run-started',
    'case-started',
    'case-started',
    'case-finished',
    'case-finished',
    'run-finished',
  ]);
  expect(events.at(-1)).toEqual({ type: 'run-finished', result });
});

test('an interrupted run returns what it has, and says so', async () => {
  const interrupt = new AbortController();
  const result = await hold(contract, honestChat, {
    signal: interrupt.signal,
    concurrency: 1,
    onEvent: (event) => event.type === 'case-finished' && event.done === 3 && interrupt.abort(),
  });
  expect(result.interrupted).toBe(true);
  const run = result.cases.filter(({ finding }) => finding.message !== 'Not run: the run was interrupted.');
  expect(run).toHaveLength(3);
});

describe('a backend that does its worst', () => {
  const worst = {
    'never answers a handshake': { ...honestChat, handshake: () => 'hang' as const },
    'closes at once': { ...honestChat, open: (peer: { close(code: number): void }) => peer.close(1011) },
    'drops every connection at the first frame': {
      ...honestChat,
      frame: (peer: { drop(): void }) => peer.drop(),
    },
    'answers with nonsense': {
      ...honestChat,
      frame: (peer: { text(data: string): void }) => peer.text('\u0000{['),
    },
    'answers for ever': {
      ...honestChat,
      frame(peer: { text(data: string): void; after(ms: number, callback: () => void): void }) {
        const go = (n: number): void => {
          peer.text(JSON.stringify({ type: 'echo', n }));
          if (n < 5_000) peer.after(10, () => go(n + 1));
        };
        go(0);
      },
    },
    'sends a megabyte': {
      ...honestChat,
      frame: (peer: { text(data: string): void }) =>
        peer.text(JSON.stringify({ type: 'said', text: 'x'.repeat(2 ** 20) })),
    },
    'answers HTTP with rubbish': { ...honestChat, request: () => ({ status: 999, body: '\u0000' }) },
  };
  test.each(Object.entries(worst))(
    '%s: a result in bounded time, and no bug of ours',
    async (name, behaviour) => {
      const result = await hold(contract, behaviour);
      expect(result.cases.filter(({ finding }) => finding.message.includes(BUG))).toEqual([]);
      // Nobody promised that a reply is short: where it is too long to be kept, nothing is judged.
      expect(exitCodeOf(result)).toBe(name === 'sends a megabyte' ? 0 : 1);
      expect(result.duration).toBeLessThan(300_000);
    },
  );
});

test('no TCP connection: one cause, nothing tried, exit code 3', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const result = await verify(contract, { targets: [`ws://127.0.0.1:${port}`], diagnose: false });
  expect(result.unreached).toEqual({
    cause: `nothing listens on 127.0.0.1:${port} (connection refused).`,
    remedy: 'Start the backend, or give the host and port that it listens on.',
  });
  expect(exitCodeOf(result)).toBe(3);
  expect(countOutcomes(result.cases).skipped).toBe(result.cases.length);
  expect(result.duration).toBeLessThan(2_000);
});

test('a target for a server that the document does not have', async () => {
  await expect(verify(contract, { targets: ['dav=ws://127.0.0.1:1'] })).rejects.toMatchObject({
    code: 'cli.bad-value',
    message: 'The document has no server "dav". Did you mean "dev"?',
    fix: 'It has dev.',
  });
});

test('every check has an id of its own, and words', () => {
  expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length);
  for (const { id, title, explain, source } of CHECKS) {
    expect(id).toMatch(/^[a-z-]+\.[a-z0-9-]+$/);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(explain.length).toBeGreaterThan(60);
    expect(source).not.toBe('');
  }
  const ids = new Set(CHECKS.map(({ id }) => id));
  for (const { follows = [] } of CHECKS) for (const { check } of follows) expect(ids).toContain(check);
});

test('a contract that promises nothing: nothing is tried, exit code 2', async () => {
  const result = await hold({ ...contract, endpoints: [], companions: [] }, honestChat);
  expect(result.cases).toEqual([]);
  expect(result.coverage.total).toBe(0);
  expect(exitCodeOf(result)).toBe(2);
});
