import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningBackend } from '../backends/good-backend.ts';
import { startQuestions } from '../backends/odd/question-server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DOCUMENT = 'test/backends/odd/questions.yaml';

/** The answers to the examples are right; those to any other question lack what it is all about. */
let backend: RunningBackend;
beforeAll(async () => {
  backend = await startQuestions({
    send(client, text) {
      const { answer, ...rest } = JSON.parse(text) as { readonly id?: number; readonly answer?: string };
      client.send(rest.id === undefined || rest.id === 1 || rest.id === 2 ? text : JSON.stringify(rest));
    },
  });
});
afterAll(() => backend.stop());

/** What `countersign verify` prints, and its exit code. */
function verify(...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const command = ['--import', 'tsx', 'src/cli/main.ts', 'verify', DOCUMENT, '--target', backend.target];
  return new Promise((resolve) => {
    execFile(process.execPath, [...command, ...args], { cwd: ROOT }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout + stderr }),
    );
  });
}

test('a generated case that fails is made smaller, and --replay repeats it from another process', {
  timeout: 60_000,
}, async () => {
  const broken = '"answer" came, but it breaks its schema: the payload lacks "answer".';
  const found = await verify('--only', 'exchange.samples');
  expect(found.code).toBe(1);
  expect(found.text).toContain(broken);
  const id = /--replay '([^']+)'/.exec(found.text)?.[1] ?? '';
  expect(id).toMatch(/^exchange\.samples\/desk\/ask\/ask\/sample-\d@1~[\d.]+$/);
  const sent = /sent +(\{.*\})/.exec(found.text)?.[1];

  const again = await verify('--replay', id);
  expect(again.code).toBe(1);
  expect(again.text).toContain(broken);
  expect(again.text).toContain(`--replay '${id}'`);
  expect(/sent +(\{.*\})/.exec(again.text)?.[1]).toBe(sent);
  expect(again.text).toMatch(/passed 0 · failed 1 /);

  const nowhere = await verify('--replay', 'exchange.samples/desk/ask/ask/sample-9@1');
  expect(nowhere.code).toBe(2);
  expect(nowhere.text).toContain('"exchange.samples/desk/ask/ask/sample-9@1" is no case of this document.');
});
