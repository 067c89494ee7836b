import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from './architecture/source-file.ts';

const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');

/** One use of each world that the pure rows must not know, each in a file of its own. */
const IMPURE = {
  process: 'export const value: unknown = process.env;',
  Buffer: "export const value: unknown = Buffer.from('');",
  setTimeout: 'export const value: unknown = setTimeout(() => {}, 1);',
  console: 'console.log(1);\nexport {};',
  URL: "export const value: unknown = new URL('ws://localhost');",
  document: 'export const value: unknown = document.title;',
  TextEncoder: 'export const value: unknown = new TextEncoder();',
  WebSocket: "export const value: unknown = new WebSocket('ws://localhost');",
  'node:fs': "export { readFileSync } from 'node:fs';",
};

describe('the options of tsconfig.pure.json', () => {
  let folder = '';
  let output = '';

  beforeAll(async () => {
    // Beside the config, not in the system's temporary folder: `types` and packages are looked up from here.
    folder = await mkdtemp(join(ROOT, 'test/.purity-'));
    const files = Object.entries({ ...IMPURE, nothing: 'export const value: number = 1;' });
    await Promise.all(
      files.map(([name, text]) => writeFile(join(folder, `${name.replace(':', '-')}.ts`), text)),
    );
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.pure.json', include: ['*.ts'] }),
    );
    output = await compile(join(folder, 'tsconfig.json'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(Object.keys(IMPURE))('make %s an error', (name) => {
    const file = `${name.replace(':', '-')}.ts`;
    const error = output.split('\n').find((line) => line.includes(`/${file}(`)) ?? '';
    expect(error).toMatch(/error TS(2304|2307|2580|2584|2591|2593): /);
    expect(error).toContain(`'${name}'`);
  });

  test('let a file pass that uses nothing of them', () => {
    expect(output).not.toContain('nothing.ts');
  });
});

test('the pure rows compile without Node and without a DOM', async () => {
  expect(await compile(join(ROOT, 'tsconfig.pure.json'))).toBe('');
});

/** What the compiler prints; `''` when it is content. */
async function compile(config: string): Promise<string> {
  const run = promisify(execFile)(process.execPath, [tsc, '-p', config, '--pretty', 'false'], { cwd: ROOT });
  return run.then(
    () => '',
    (error: { stdout?: string; stderr?: string; message: string }) =>
      `${error.stdout ?? ''}${error.stderr ?? ''}` || error.message,
  );
}
