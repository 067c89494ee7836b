import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CountersignError } from '../../errors/countersign-error.ts';
import { packageRoot } from '../../load/package-root.ts';

/** The files of the pages that are the same for every document. */
export const ASSETS = [
  'theme.js',
  'site.js',
  'try-it.js',
  'reference-start.js',
  'reference.js',
  'reference.css',
  'NOTICES.txt',
] as const;

export type AssetName = (typeof ASSETS)[number];

const kept = new Map<AssetName, Promise<string>>();

/** What `scripts/build.mjs` has put beside the code; from the source, it is bundled when it is first asked for. */
export function readAsset(name: AssetName): Promise<string> {
  const found = kept.get(name) ?? read(name);
  kept.set(name, found);
  return found;
}

async function read(name: AssetName): Promise<string> {
  if (import.meta.url.endsWith('.ts')) return (await bundled()).get(name) ?? '';
  const folder = [
    fileURLToPath(new URL('../docs-assets', import.meta.url)),
    join(packageRoot() ?? '.', 'dist/docs-assets'),
  ].find(existsSync);
  if (folder === undefined)
    throw new CountersignError(
      'docs.no-assets',
      'The files that every docs site needs are not in this installation.',
      {
        fix: 'Install countersign again, or run npm run build where it is built from source.',
      },
    );
  return readFile(join(folder, name), 'utf8');
}

let bundling: Promise<ReadonlyMap<AssetName, string>> | undefined;

function bundled(): Promise<ReadonlyMap<AssetName, string>> {
  bundling ??= bundleAssets();
  return bundling;
}

/** For whoever works on Countersign itself: by the same script as the build. */
async function bundleAssets(): Promise<ReadonlyMap<AssetName, string>> {
  const script = createRequire(import.meta.url).resolve('../../../scripts/docs-assets.mjs');
  const { docsAssets } = (await import(script)) as { docsAssets(): Promise<ReadonlyMap<AssetName, string>> };
  return docsAssets();
}
