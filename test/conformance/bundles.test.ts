import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

/** What a page's bundler does with them; MSW and mock-socket are the user's own. kB, minified and gzipped, at most. */
const ENTRIES = [
  ['src/contract/index.ts', 10],
  ['src/mock/adapters/msw/index.ts', 130],
  ['src/mock/adapters/mock-socket/index.ts', 130],
  ['src/conformance/index.ts', 140],
] as const;

/** Of the rows that read documents: a compiled contract needs none of it. */
const PARSERS = /node_modules\/(yaml|@asyncapi|@stoplight|tsx|ws)\//;

describe.each(ENTRIES)('%s in a page', (entry, most) => {
  const bundled = build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    external: ['msw', 'mock-socket'],
    define: { process: 'globalProcess', Buffer: 'globalBuffer', __dirname: 'globalDirname' },
    logLevel: 'silent',
  });

  test('needs nothing of Node', async () => {
    const { metafile, outputFiles } = await bundled;
    const imports = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    expect(imports.filter((path) => !['msw', 'mock-socket'].includes(path))).toEqual([]);
    expect(outputFiles[0]?.text.match(/.{30}\bglobal(Process|Buffer|Dirname)\b.{30}/g) ?? []).toEqual([]);
  });

  test('has no parser in it', async () => {
    const { metafile } = await bundled;
    expect(Object.keys(metafile.inputs).filter((path) => PARSERS.test(path))).toEqual([]);
  });

  test(`is at most ${most} kB`, async () => {
    const { outputFiles } = await bundled;
    expect(gzipSync(outputFiles[0]?.contents ?? '').length / 1000).toBeLessThan(most);
  });
});
