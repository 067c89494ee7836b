import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../architecture/source-file.ts';

interface Assertion {
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly Assertion[];
  }[];
}

/** Runs vitest on `test/vitest/project`, as a user would: the tests of each file, by the key of their case. */
async function vitest(...args: readonly string[]): Promise<(file: string) => ReadonlyMap<string, Assertion>> {
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--root',
      join(ROOT, 'test/vitest/project'),
      '--reporter=json',
      ...args,
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, VITEST: undefined, VITEST_POOL_ID: undefined, VITEST_WORKER_ID: undefined },
    },
  );
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  await once(child, 'close');
  const report = JSON.parse(text) as Report;
  return (file) => {
    const all = report.testResults.filter(({ name }) => name.endsWith(file));
    const tests = all.flatMap(({ assertionResults }) => assertionResults);
    return new Map(tests.map((one) => [one.title.split(':')[0] ?? '', one]));
  };
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
