import { beforeAll, describe, expect, test } from 'vitest';
import { type Assertion, runVitest } from './run-vitest.ts';

/** The tests of each file of `test/vitest/project`, by the key of their case. */
async function vitest(...args: readonly string[]): Promise<(file: string) => ReadonlyMap<string, Assertion>> {
  const of = await runVitest('project', ...args);
  return (file) => new Map(of(file).map((one) => [one.title.split(':')[0] ?? '', one]));
}

describe('a described contract', () => {
  let tests: (file: string) => ReadonlyMap<string, Assertion>;
  beforeAll(async () => {
    tests = await vitest();
  });

  test('is a vitest test for each case, with the backend that it starts', () => {
    const good = tests('good.contract.ts');
    expect(Object.fromEntries([...good].map(([key, { status }]) => [key, status]))).toMatchObject({
      'handshake.accept/chat': 'passed',
      'origin.foreign/chat': 'passed',
      'exchange.reply/chat/ping/ping/plain': 'passed',
      'stream.event/chat/clock': 'passed',
      'stream.event/chat/clock/cadence': 'skipped',
      'bad-input.malformed/chat': 'passed',
    });
  });

  test('fails by what is broken, with what was sent and what came', () => {
    const broken = [...tests('broken.contract.ts').values()].filter(({ status }) => status === 'failed');
    expect(broken.map(({ title }) => title)).toEqual([
      'exchange.reply/chat/ping/ping/plain: "ping" gets reply "pong" (plain)',
    ]);
    expect(broken[0]?.failureMessages[0]).toMatch(
      /^BrokenPromise: "ping" gets reply "pong" \(plain\)\n[\s\S]*\nsent: \{"type":"ping"\}\nexpected: reply "pong" within 300 ms\n/,
    );
  });

  test('holds a backend on this machine to the deployment that is on this machine', () => {
    const two = [...tests('two-servers.contract.ts')];
    expect(two.filter(([, { status }]) => status === 'failed')).toEqual([]);
    const keys = two.map(([key]) => key);
    expect(keys).toContain('exchange.reply/chat@development/ping/ping/plain');
    expect(keys.filter((key) => key.includes('production'))).toEqual([]);
  });

  test('obeys -t', async () => {
    const chosen = (await vitest('broken.contract.ts', '-t', 'handshake.accept'))('broken.contract.ts');
    const ran = [...chosen.values()].filter(({ status }) => status !== 'skipped');
    expect(ran.map(({ title, status }) => [title, status])).toEqual([
      ['handshake.accept/chat: /ws accepts a good handshake', 'passed'],
    ]);
  });
});
