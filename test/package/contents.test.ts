import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { publint } from 'publint';
import { describe, expect, test } from 'vitest';
import { ROOT, readSources } from '../architecture/source-file.ts';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly sideEffects: readonly string[];
} & Readonly<
  Record<'dependencies' | 'peerDependencies' | 'peerDependenciesMeta', Readonly<Record<string, object>>>
>;

/** Compiled in by esbuild for the browser, or only the types of. */
const BUNDLED = /^src\/(mock\/console\/page|build\/docs\/page)\//;

/** Imported where Countersign runs from its sources, never from `dist/`: src/mock/console/page-files.ts. */
const OF_SOURCES = ['countersign', 'esbuild'];

/** The packages that a source imports at runtime: `import type` is none. */
function imported(text: string): readonly string[] {
  const code = text.replace(/^\s*\/?\*.*$/gm, '');
  const found = [
    ...code.matchAll(/^(?:import|export)\s+(?!type\b)[^;'"]*?from\s+'([^'.][^']*)'/gm),
    ...code.matchAll(/^import\s+'([^'.][^']*)'/gm),
    ...code.matchAll(/(?<!typeof )\bimport\(\s*'([^'.][^']*)'\s*\)/g),
    ...code.matchAll(/\b(?:require|import\.meta)\.resolve\(\s*'([^'.][^']*)'\s*\)/g),
  ].map(([, name = '']) => name);
  return (
    found
      // A bundle also holds texts that look like imports.
      .filter((name) => /^[@\w][\w./@-]*$/.test(name) && !builtinModules.includes(name))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      )
  );
}

describe('dependencies', () => {
  const dist = [
    ...new Set(filesOfDist().flatMap((file) => imported(readFileSync(file, 'utf8').replaceAll('"', "'")))),
  ];
  const named = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];

  test('each one that dist/ imports is named', () => {
    const own = dist.filter((name) => !OF_SOURCES.includes(name));
    expect(own.filter((name) => !named.includes(name))).toEqual([]);
  });

  test.each(Object.keys(manifest.dependencies))('%s is imported by the sources', (name) => {
    const users = readSources().filter(
      ({ path, text }) => !BUNDLED.test(path) && !path.endsWith('.test.ts') && imported(text).includes(name),
    );
    const resolved = readSources().filter(
      ({ text }) => text.includes(`'${name}/`) || text.includes(`'${name}'`),
    );
    expect([...users, ...resolved].length).toBeGreaterThan(0);
  });

  test.each(Object.keys(manifest.dependencies))('%s is justified in ARCHITECTURE.md', (name) => {
    expect(readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')).toContain(`| \`${name}\` |`);
  });

  test('a peer is optional', () => {
    for (const name of Object.keys(manifest.peerDependencies))
      expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true });
  });
});

describe('the tarball', () => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const [packed] = JSON.parse(stdout) as readonly {
    readonly size: number;
    readonly files: readonly { readonly path: string; readonly size: number }[];
  }[];
  const paths = packed?.files.map(({ path }) => path) ?? [];

  test('holds what is needed, and nothing else', () => {
    const strange = paths.filter(
      (path) =>
        !/^(dist\/.*\.(js|d\.ts|css|html|svg|json|yaml)|schema\/.*\.(json|yaml)|dist\/docs-assets\/.*|package\.json|README\.md|LICENSE)$/.test(
          path,
        ),
    );
    expect(strange).toEqual([]);
    expect(
      paths.filter((path) => /(\.test\.|\.map$|\.tsx?$|(^|\/)tests?\/)/.test(path.replace(/\.d\.ts$/, ''))),
    ).toEqual([]);
  });

  test('has every file that package.json names', () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    for (const target of [...targets, ...manifest.sideEffects])
      expect(paths).toContain(target.replace(/^\.\//, ''));
  });

  test('has the declarations of what can be imported, with all that they import', () => {
    const declared = paths.filter((path) => path.endsWith('.d.ts'));
    for (const path of declared)
      for (const [, from = ''] of readFileSync(join(ROOT, path), 'utf8')
        .replace(/^\s*\/?\*.*$/gm, '')
        .matchAll(/from '(\.[^']+)'/g))
        expect(
          existsSync(resolve(ROOT, dirname(path), from.replace(/\.[jt]s$/, '.d.ts'))),
          `${path}: ${from}`,
        ).toBe(true);
    expect(declared.length).toBeGreaterThan(20);
    expect(declared.length).toBeLessThan(200);
  });

  test('is small', () => {
    console.log(`the tarball: ${Math.round((packed?.size ?? 0) / 1024)} kB, ${paths.length} files`);
    // Most of it, where it is there, is the AsyncAPI component that the docs are rendered by.
    expect(packed?.size).toBeLessThan(2_500_000);
  });

  test('has no fault that publint knows', async () => {
    const { messages } = await publint({ pkgDir: ROOT, strict: true, pack: false });
    expect(messages).toEqual([]);
  });
});

function filesOfDist(): readonly string[] {
  const { stdout } = spawnSync(
    'find',
    [join(ROOT, 'dist'), '-name', '*.js', '-not', '-path', '*/console/*', '-not', '-path', '*/docs-assets/*'],
    {
      encoding: 'utf8',
    },
  );
  return stdout.split('\n').filter((file) => file !== '');
}
