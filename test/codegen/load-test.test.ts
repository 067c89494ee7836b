import { afterAll, expect, test } from 'vitest';
import { schemesToGive } from '../../src/cli/commands/generate-suites.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { conversationsOf, loadTest } from '../../src/verify/artillery.ts';
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

test.each(documents)(
  '%s has conversations where it has an endpoint, each about promises of its own',
  async (_, path) => {
    const contract = await contractOf(path);
    const conversations = conversationsOf(contract, schemesToGive(contract));
    expect(conversations.length > 0).toBe(contract.endpoints.some(({ absent }) => absent === undefined));
    expect(new Set(conversations.map(({ key }) => key)).size).toBe(conversations.length);
    expect(conversations.filter(({ covers }) => covers.length === 0)).toEqual([]);
  },
);

async function play(
  faults: readonly string[],
): Promise<readonly [counts: Map<string, number>, failures: string[]]> {
  const contract = await contractOf(documents[0]?.[1] ?? '');
  const mock = await startMock(contract, { port: 0, faults });
  closings.push(() => mock.close());
  const load = loadTest(contract, { target: mock.url });
  const events = recorder();
  const keys = conversationsOf(contract)
    .map(({ key }) => key)
    .filter((key) => key.startsWith('exchange.reply/feed/'));
  const users = Array.from({ length: 4 }, () =>
    keys.map((key) => load.user(key, 'reply', 2000)(undefined, events)),
  );
  const ends = await Promise.allSettled(users.flat());
  return [events.counts, ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []))];
}

test('virtual users have their conversations at once, and report how long the replies take', async () => {
  const [counts, failures] = await play([]);
  expect(failures).toEqual([]);
  expect(Object.fromEntries(counts)).toEqual({
    'countersign.connect_time': 20,
    'countersign.reply_time.reply': 20,
    'countersign.reply_time.within_2000': 20,
    'countersign.broken': 0,
    'countersign.skipped': 0,
  });
});

test('where the contract is broken the virtual user fails, and is counted', async () => {
  const [counts, failures] = await play(['wrong-type']);
  expect(new Set(failures)).toEqual(new Set(['Error: reply broken']));
  expect(counts.get('countersign.broken')).toBe(20);
});

test('a backend that is not there is told of with what to do', async () => {
  const contract = await contractOf(documents[0]?.[1] ?? '');
  const user = loadTest(contract, { target: 'ws://127.0.0.1:1' }).user(
    'exchange.reply/feed/ping/ping/alive',
    'ping',
  );
  await expect(user(undefined, recorder())).rejects.toMatchObject({ code: 'target.unreachable' });
});
