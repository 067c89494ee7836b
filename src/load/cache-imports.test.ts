import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const SOURCES = new URL('../', import.meta.url);

let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'countersign imports '));
  await mkdir(join(root, 'node_modules'));
  await writeFile(join(root, 'package.json'), '{}');
  await cp(new URL('../asyncapi.yaml', SOURCES), join(root, 'asyncapi.yaml'));
});

afterAll(async () => {
  await rm(root, { recursive: true });
});

interface Run {
  readonly title: string;
  /** URL of every file that the process ran. */
  readonly modules: readonly string[];
}

/** In a process of its own; V8's coverage, which Node writes at its end, names every module that was loaded. */
async function load(alsoImport: readonly string[] = []): Promise<Run> {
  const coverage = await mkdtemp(join(root, 'coverage '));
  const document = JSON.stringify(join(root, 'asyncapi.yaml'));
  const code = [
    ...alsoImport.map((path) => `import ${JSON.stringify(new URL(path, SOURCES).href)};`),
    `import { loadThroughCache } from ${JSON.stringify(new URL('load/cache-load.ts', SOURCES).href)};`,
    `const { contract } = await loadThroughCache(${document}, {}, 'test');`,
    'console.log(contract.title);',
  ].join('\n');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', code],
    { cwd: fileURLToPath(new URL('../', SOURCES)), env: { ...process.env, NODE_V8_COVERAGE: coverage } },
  );
  const modules = await Promise.all(
    (await readdir(coverage)).map(async (name) => {
      const { result } = JSON.parse(await readFile(join(coverage, name), 'utf8')) as {
        result: { url: string }[];
      };
      return result.map(({ url }) => url);
    }),
  );
  return { title: stdout.trim(), modules: modules.flat() };
}

/** What costs most of a start: the YAML library, the parser, and what compiles. */
function heavy({ modules }: Run): readonly string[] {
  const marks = ['/node_modules/yaml/', '/node_modules/@asyncapi/parser/', '/src/compile/compile.ts'];
  return marks.filter((mark) => modules.some((url) => url.includes(mark)));
}

test('what reads and compiles a document is imported once, and not for a kept one', async () => {
  const runs = await Promise.all([load(), load()]);
  for (const run of runs) {
    expect(run.title).toBe('UpTrade AI market feed');
    expect(heavy(run)).toEqual([
      '/node_modules/yaml/',
      '/node_modules/@asyncapi/parser/',
      '/src/compile/compile.ts',
    ]);
  }
  const kept = await load();
  expect(kept.title).toBe('UpTrade AI market feed');
  expect(heavy(kept)).toEqual([]);
  expect(kept.modules.filter((url) => url.includes('/src/compile/'))).toEqual([]);

  const mock = await load(['cli/commands/mock.ts']);
  expect(mock.modules.some((url) => url.endsWith('/src/engine/create-engine.ts'))).toBe(true);
  expect(heavy(mock)).toEqual([]);
}, 120_000);
