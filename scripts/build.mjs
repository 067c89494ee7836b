// Makes dist/: JavaScript for Node, a few files instead of hundreds, because opening them is most of a start (measured:
// 320 ms with a file for each module, 240 ms so, 160 ms for a bare `ws` server); and TypeScript's declarations beside it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { bundledPackages } from './bundled-packages.mjs';
import { docsAssets } from './docs-assets.mjs';
import { pruneDeclarations } from './prune-declarations.mjs';

const root = new URL('../', import.meta.url);
const { bin, exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const outdir = process.argv[2] ?? 'dist';

/** What package.json names, and what is started as a thread of its own. */
const entries = [
  ...Object.values(bin),
  ...Object.values(exports).flatMap((target) => target.default ?? []),
  './dist/load/validity/worker.js',
  // What `npm run bench -- start` holds to the parser alone.
  './dist/load/load-contract.js',
].map((file) => file.replace(/^(\.\/)?dist\//, 'src/').replace(/\.js$/, '.ts'));

process.chdir(new URL('.', root).pathname);
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: entries,
  outdir,
  outbase: 'src',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  plugins: [bundledPackages],
  logLevel: 'warning',
});

// The console of the mock is for the browser: two files, which the mock reads when somebody looks.
const page = JSON.parse(readFileSync('src/mock/console/page/bundle.json', 'utf8'));
await build({ ...page, outdir: `${outdir}/console`, logLevel: 'warning' });

// What every docs site has in its assets/.
mkdirSync(`${outdir}/docs-assets`, { recursive: true });
for (const [name, text] of await docsAssets()) writeFileSync(`${outdir}/docs-assets/${name}`, text);

const tsc = createRequire(import.meta.url)
  .resolve('typescript/package.json')
  .replace(/package\.json$/, 'bin/tsc');
const { status } = spawnSync(
  process.execPath,
  [tsc, '-p', 'tsconfig.build.json', '--emitDeclarationOnly', '--outDir', outdir],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;

pruneDeclarations(
  outdir,
  Object.values(exports).flatMap(({ types }) => types?.replace(/^\.\/dist/, outdir) ?? []),
);
