import { transformWithEsbuild } from 'vite';
import { describe, expect, test } from 'vitest';
import { cycles, importBreaches, shapeBreaches } from './architecture/breaches.ts';
import { readSources, type SourceFile, sourceFile } from './architecture/source-file.ts';

const sources = readSources();

describe('the source', () => {
  test('imports down or within a folder, or by a listed sideways edge', () => {
    expect(importBreaches(sources)).toEqual([]);
  });

  test('has no import cycle', () => {
    expect(cycles(sources)).toEqual([]);
  });

  test('has no `export *`, no default export and no file of more than 300 lines', () => {
    expect(sources.flatMap(shapeBreaches)).toEqual([]);
  });

  test('touches `process` in cli/ only', async () => {
    const others = sources.filter(({ path }) => !path.startsWith('src/cli/'));
    expect(await namesProcess(others)).toEqual([]);
  });

  test('is read: every import that a person would count is seen', () => {
    const main = sources.find(({ path }) => path === 'src/cli/main.ts');
    const specifiers = main?.imports.map(({ specifier }) => specifier) ?? [];
    expect(specifiers).toContain('node:fs');
    expect(specifiers).toContain('../errors/source-location.ts');
    expect(specifiers).toContain('./commands/show.ts');
  });
});

describe('the rule can fail', () => {
  test.each([
    ['src/errors/a.ts', '../contract/json.ts', 'row 0 may not import row 1'],
    ['src/engine/a.ts', '../mock/server.ts', 'row 2 may not import row 3'],
    ['src/load/a.ts', '../cli/main.ts', 'row 3 may not import row 4'],
    ['src/contract/a.ts', '../script/script.ts', 'contract may not import sideways from script'],
    ['src/schema/a.ts', '../rules/recognition.ts', 'schema may not import sideways from rules'],
    ['src/mock/a.ts', '../dial/transport.ts', 'mock may not import sideways from dial'],
    ['src/cli/a.ts', '../index.ts', 'cli may not import sideways from index.ts'],
    ['src/utils/a.ts', '../errors/codes.ts', 'utils stands in no row'],
    ['src/errors/a.ts', '../utils/codes.ts', 'utils stands in no row'],
  ])('%s → %s: %s', (path, specifier, breach) => {
    const [found] = importBreaches([sourceFile(path, `import type { X } from '${specifier}';\n`)]);
    expect(found).toMatch(new RegExp(`^${path} → src/.*: ${breach}$`));
  });

  test.each([
    ['src/engine/a.ts', "import { readFile } from 'node:fs/promises';", 'row 2 is pure'],
    ['src/report/a.ts', "import type WebSocket from 'ws';", 'row 2 is pure'],
    ['src/checks/a.ts', "export { http } from 'msw/node';", 'row 2 is pure'],
    ['src/checks/a.ts', "const ws = await import('mock-socket');", 'row 2 is pure'],
    ['src/load/a.ts', "import { env } from 'node:process';", 'only cli touches the process'],
    ['src/mock/console/page/a.tsx', "import { join } from 'node:path';", 'a page knows no Node'],
    ['src/mock/a.ts', "import { App } from './console/page/app.tsx';", 'a page is bundled, not imported'],
  ])('%s: %s', (path, text, breach) => {
    expect(importBreaches([sourceFile(path, text)])).toEqual([expect.stringMatching(`: ${breach}$`)]);
  });

  test.each([
    ['src/cli/a.ts', "import { run } from '../verify/run.ts';"],
    ['src/verify/a.ts', "import { dial } from '../dial/dial.ts';"],
    ['src/compile/a.ts', "import { createValidators } from '../schema/create-validators.ts';"],
    ['src/engine/a.ts', "import { generator } from 'pure-rand/generator/xoroshiro128plus';"],
    ['src/engine/a.ts', " * import { readFile } from 'node:fs';"],
    ['src/mock/a.ts', "import { createServer } from 'node:http';"],
    ['src/mock/console/page/a.tsx', "import { signal } from '@preact/signals';"],
    ['src/mock/console/page/a.ts', "import { violationOf } from '../../violation.ts';"],
  ])('but %s may: %s', (path, text) => {
    expect(importBreaches([sourceFile(path, text)])).toEqual([]);
  });

  test('a cycle of three files is named once', () => {
    const files = [
      sourceFile('src/rules/a.ts', "import './b.ts';"),
      sourceFile('src/rules/b.ts', "export {\n  c,\n} from './c.ts';"),
      sourceFile('src/rules/c.ts', "import type { A } from './a.ts';"),
    ];
    expect(cycles(files)).toEqual(['src/rules/a.ts → src/rules/b.ts → src/rules/c.ts → src/rules/a.ts']);
  });

  test.each([
    ['export *', "export * from './b.ts';\n"],
    ['default export', 'export default 1;\n'],
    ['default export', 'export { a as default };\n'],
    ['301 lines, of 300 at most', '\n'.repeat(301)],
  ])('%s is a shape that the house does without', (what, text) => {
    expect(shapeBreaches(sourceFile('src/rules/a.ts', text))).toEqual([`src/rules/a.ts: ${what}`]);
  });

  test.each([
    ['const port = process.env.PORT;', true],
    ['export const f = (): void => globalThis.process.exit(1);', true],
    ['// process\nexport const a = "process";', false],
    ['export const f = (process: () => void): void => process();', false],
  ])('%s touches the process: %s', async (text, touches) => {
    expect(await namesProcess([sourceFile('src/load/a.ts', text)])).toEqual(touches ? ['src/load/a.ts'] : []);
  });
});

/** The files that refer to the global `process`. esbuild resolves scopes, so a local of that name is none. */
async function namesProcess(files: readonly SourceFile[]): Promise<string[]> {
  const mark = '__global_process__';
  const found = await Promise.all(
    files.map(async ({ path, text }) => {
      const define = { process: mark, 'globalThis.process': mark };
      const { code } = await transformWithEsbuild(text, path, {
        loader: path.endsWith('.tsx') ? 'tsx' : 'ts',
        target: 'es2023',
        define,
      });
      return code.includes(mark) ? [path] : [];
    }),
  );
  return found.flat();
}
