import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../architecture/source-file.ts';

interface Assertion {
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

/** Runs vitest on `test/vitest/project`, as a user would. */
async function vitest(...args: readonly string[]): Promise<ReadonlyMap<string, Assertion>> {
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
  const report = JSON.parse(text) as { testResults: readonly { assertionResults: readonly Assertion[] }[] };
  const all = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return new Map(all.map((one) => [one.title.split(':')[0] ?? '', one]));
}

describe('a described contract', () => {
  test('is a vitest test for each case, with the backend that it starts', async () => {
    const tests = await vitest('good.contract.ts');
    expect(Object.fromEntries([...tests].map(([key, { status }]) => [key, status]))).toMatchObject({
      'handshake.accept/chat': 'passed',
      'origin.foreign/chat': 'passed',
      'exchange.reply/chat/ping/ping/plain': 'passed',
      'stream.event/chat/clock': 'passed',
      'stream.event/chat/clock/cadence': 'skipped',
      'bad-input.malformed/chat': 'passed',
    });
  });

  test('fails by what is broken, with what was sent and what came', async () => {
    const tests = await vitest('broken.contract.ts');
    const failed = [...tests.values()].filter(({ status }) => status === 'failed');
    expect(failed.map(({ title }) => title)).toEqual([
      'exchange.reply/chat/ping/ping/plain: "ping" gets reply "pong" (plain)',
    ]);
    expect(failed[0]?.failureMessages[0]).toMatch(
      /^BrokenPromise: "ping" gets reply "pong" \(plain\)\n[\s\S]*\nsent: \{"type":"ping"\}\nexpected: reply "pong" within 300 ms\n/,
    );
  });

  test('obeys -t', async () => {
    const tests = await vitest('broken.contract.ts', '-t', 'handshake.accept');
    const ran = [...tests.values()].filter(({ status }) => status !== 'skipped');
    expect(ran.map(({ title, status }) => [title, status])).toEqual([
      ['handshake.accept/chat: /ws accepts a good handshake', 'passed'],
    ]);
  });
});
