import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { defineConfig, type VerifyDefaults } from '../verify/config.ts';
import { loadConfig, withConfig, withMockConfig } from './config.ts';
import type { VERIFY_OPTIONS } from './options.ts';
import { parseCommandLine } from './parse-command-line.ts';
import type { ParsedArgs } from './parsed-args.ts';

let folder: string;
beforeAll(async () => {
  // Inside the repository, so that `countersign` resolves as it does for a user who has installed it.
  folder = await mkdtemp(fileURLToPath(new URL('../../node_modules/.countersign-config-', import.meta.url)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

function args(...words: readonly string[]): ParsedArgs<'verify'> {
  const line = parseCommandLine(['verify', ...words]);
  if (line.kind !== 'run' || line.args.command !== 'verify') throw new Error('That is no verify.');
  return line.args;
}

describe('a configuration is loaded', () => {
  test('from TypeScript, with functions', async () => {
    const path = await file(
      'a.config.ts',
      `type Login = { token: string };
       enum Colour { red = 'ws://127.0.0.1:1' }
       const login = async (): Promise<Login> => ({ token: 'abc' });
       export default { targets: Colour.red, credentials: { token: async () => (await login()).token } };`,
    );
    const config = await loadConfig(path);
    expect(config.targets).toBe('ws://127.0.0.1:1');
    const provider = config.credentials?.token;
    expect(typeof provider === 'function' && (await provider())).toBe('abc');
  });

  test('from a package without "type": "module"', async () => {
    await file('package.json', '{}');
    const path = await file('b.config.ts', `export default { origin: 'http://a' };`);
    expect(await loadConfig(path)).toMatchObject({ origin: 'http://a' });
  });

  test('or is none', async () => {
    expect(await loadConfig(undefined)).toEqual({});
  });

  test.each([
    ['export default 5;', 'has no default export that is an object.'],
    ['export const a = 1;', 'has no default export that is an object.'],
    ['export default { target: "ws://a" };', 'has an unknown key /target. Did you mean "targets"?'],
    [
      'export default { verify: { minCoverge: 5 } };',
      'has an unknown key /verify/minCoverge. Did you mean "minCoverage"?',
    ],
    ['export default { hooks: { befor() {} } };', 'has an unknown key /hooks/befor. Did you mean "before"?'],
    ['export default { hooks: { before: 1 } };', '/hooks/before is no function.'],
    ['export default { credentials: { a: 1 } };', '/credentials/a is no function and no text.'],
    ['export default { targets: [1] };', '/targets is neither a text nor a list of texts.'],
    ['export default { document: 1 };', '/document is no text.'],
    ['throw new Error("boom");', 'cannot be loaded: boom'],
  ])('%s: refused', async (text, why) => {
    const path = await file(`bad-${text.length}-${why.length}.config.mts`, text);
    await expect(loadConfig(path)).rejects.toMatchObject({
      code: 'config.invalid',
      message: `${path} ${why}`,
    });
  });

  test('a file that is not there', async () => {
    await expect(loadConfig('nowhere.config.ts')).rejects.toMatchObject({
      code: 'config.invalid',
      message: 'There is no configuration nowhere.config.ts.',
    });
  });
});

describe('the command line wins', () => {
  const config = defineConfig({
    document: 'config.yaml',
    targets: ['ws://config'],
    origin: 'http://config',
    verify: { patience: '9s', minCoverage: 70, reporter: ['json'], thorough: true, only: ['origin'] },
  });

  test('what it does not say comes from the configuration', () => {
    const { document, options } = withConfig(args(), config);
    expect(document).toBe('config.yaml');
    expect(options).toMatchObject({
      target: ['ws://config'],
      origin: 'http://config',
      patience: 9_000,
      'min-coverage': 70,
      reporter: ['json'],
      thorough: true,
      only: ['origin'],
      deadline: 10_000,
    });
  });

  test('what it says stands, even where it is the default', () => {
    const given = args('a.yaml', '-t', 'ws://a', '--patience', '5s', '--no-thorough', '--reporter', 'tap');
    const { document, options } = withConfig(given, config);
    expect(document).toBe('a.yaml');
    expect(options).toMatchObject({
      target: ['ws://a'],
      origin: 'http://config',
      patience: 5_000,
      reporter: ['tap'],
      thorough: false,
    });
  });

  test('a backend that --target names is not started by the configuration', () => {
    const starts = defineConfig({ verify: { start: 'x {port}' } });
    expect(withConfig(args('-t', 'ws://127.0.0.1:1'), starts).options.start).toBeUndefined();
    expect(withConfig(args('-t', 'ws://127.0.0.1:{port}', '--start', 'y {port}'), starts).options.start).toBe(
      'y {port}',
    );
    expect(withConfig(args(), starts).options.start).toBe('x {port}');
  });

  test('--start is another target', () => {
    expect(withConfig(args('--start', 'x {port}'), config).options.target).toEqual([]);
  });

  test('a value is read as the option reads it', () => {
    expect(() => withConfig(args(), { verify: { concurrency: 0 } })).toThrow(
      '--concurrency cannot be "0". It takes a whole number from 1 to 256.',
    );
  });
});

type Camel<Name> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail> & string>}`
  : Name;
type Elsewhere = 'target' | 'origin' | 'credential' | 'config' | 'list' | 'replay' | 'updateBaseline';

test('a configuration has the options of the table, and the types that they have', () => {
  expectTypeOf<keyof VerifyDefaults>().toEqualTypeOf<
    Exclude<{ [Name in keyof typeof VERIFY_OPTIONS]: Camel<Name> }[keyof typeof VERIFY_OPTIONS], Elsewhere>
  >();
  expectTypeOf(defineConfig).parameter(0).toHaveProperty('credentials');
  // @ts-expect-error a number is no duration
  defineConfig({ verify: { patience: 5 } });
  // @ts-expect-error there is no such profile
  defineConfig({ verify: { profile: 'deeper' } });
  // @ts-expect-error there is no such key
  defineConfig({ target: 'ws://a' });
});

describe('the mock takes its defaults from the configuration', () => {
  function mockArgs(...words: readonly string[]): ParsedArgs<'mock'> {
    const line = parseCommandLine(['mock', ...words]);
    if (line.kind !== 'run' || line.args.command !== 'mock') throw new Error('That is no mock.');
    return line.args;
  }

  test('unless the command line says otherwise', () => {
    const args = withMockConfig(mockArgs('--seed', '7', '--fault', 'no-reply'), {
      document: 'chat.yaml',
      mock: { port: 0, seed: 3, push: '5s', faults: ['no-greeting'], handlers: 'mock.ts', watch: false },
    });
    expect(args).toMatchObject({
      document: 'chat.yaml',
      options: { port: 0, seed: 7, push: 5000, fault: ['no-reply'], handlers: 'mock.ts', watch: false },
    });
    expect(
      withMockConfig(mockArgs(), { mock: { push: 'off', faults: ['no-greeting'] } }).options,
    ).toMatchObject({
      push: 'off',
      fault: ['no-greeting'],
    });
  });

  test('with a key that it does not have, it says so', async () => {
    const path = await file('mock.config.ts', 'export default { mock: { handler: 1 } };');
    await expect(loadConfig(path)).rejects.toThrow(
      `${path} has an unknown key /mock/handler. Did you mean "handlers"?`,
    );
  });
});
