import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderWith } from '../folder-with.ts';

/** The page's files, by the path below `/__countersign/`. */
export type PageFiles = Readonly<Record<'console.js' | 'console.css', string>>;

let kept: PageFiles | undefined;

/**
 * Script and style of the console: what `scripts/build.mjs` has put beside the code, read when somebody first looks.
 * From the source, they are bundled then, and anew for who looks later. `undefined`: neither can be.
 */
export async function pageFiles(): Promise<PageFiles | undefined> {
  if (import.meta.url.endsWith('.ts')) return bundled();
  kept ??= built();
  return kept;
}

function built(): PageFiles | undefined {
  const folder = folderWith('console/console.js', import.meta.url);
  if (folder === undefined) return undefined;
  const read = (name: string): string => readFileSync(join(folder, 'console', name), 'utf8');
  return { 'console.js': read('console.js'), 'console.css': read('console.css') };
}

/** ms for which a bundle is new: one page asks three times. */
const NEW = 2_000;

let bundling: { readonly at: number; readonly files: Promise<PageFiles | undefined> } | undefined;

function bundled(): Promise<PageFiles | undefined> {
  const now = performance.now();
  if (bundling === undefined || now - bundling.at > NEW) bundling = { at: now, files: bundle() };
  return bundling.files;
}

async function bundle(): Promise<PageFiles | undefined> {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const options = join(dirname(fileURLToPath(import.meta.url)), 'page/bundle.json');
  if (!existsSync(options)) return undefined;
  // esbuild is there for whoever works on Countersign itself; the package ships what it makes.
  const { build } = await import('esbuild');
  const { outputFiles = [] } = await build({
    ...(JSON.parse(readFileSync(options, 'utf8')) as object),
    absWorkingDir: root,
    outdir: root,
    write: false,
  });
  const text = (name: string): string => outputFiles.find(({ path }) => path.endsWith(name))?.text ?? '';
  return { 'console.js': text('/console.js'), 'console.css': text('/console.css') };
}
