import { resolve } from 'node:path';
import type { DocumentBundle } from '../compile/document-bundle.ts';
import { type CachePlace, cachePlace, readCache } from './cache.ts';
import type { Kept } from './cache-entry.ts';
import type { Loaded } from './load.ts';
import type { LoadContractOptions, LoadedContract } from './loaded-contract.ts';

/**
 * `loadContract`, for the Countersign that `build` names; `undefined`: without the cache.
 *
 * @note What reads and compiles a document takes longer to import than a kept contract takes to read, so none of it
 * is imported before it is needed.
 */
export async function loadThroughCache(
  source: string,
  options: LoadContractOptions,
  build: string | undefined,
): Promise<LoadedContract> {
  const place = placeOf(source, options, build);
  const kept = place === undefined ? undefined : readCache(place);
  if (kept !== undefined) {
    let bundle: Promise<DocumentBundle> | undefined;
    return {
      ...kept,
      bundle() {
        bundle ??= readBundle(source, options);
        return bundle;
      },
    };
  }
  const { compileSource } = await import('./compile-source.ts');
  const { contract, problems, loaded } = await compileSource(source, options);
  if (place !== undefined) await keep(place, { contract, problems }, loaded, options);
  return { contract, problems, bundle: async () => loaded.bundle };
}

/** Every option that is not known to leave the outcome alone may change it. */
function placeOf(
  source: string,
  options: LoadContractOptions,
  build: string | undefined,
): CachePlace | undefined {
  if (build === undefined) return undefined;
  const { cache: _, environment = {}, stdin: __, ...decisive } = options;
  const defaults = { perspective: 'auto', allowRemote: false, validate: true, overlays: [] };
  // The same name means another file in another folder, and stands in the problems as it was given.
  const overlayPaths = (options.overlays ?? []).map((name) => resolve(name));
  return cachePlace(source, { ...defaults, ...decisive, overlayPaths }, environment, build);
}

async function keep(
  place: CachePlace,
  kept: Kept,
  loaded: Loaded,
  options: LoadContractOptions,
): Promise<void> {
  const [{ decisiveFiles }, { writeCache }] = await Promise.all([
    import('./cache-files.ts'),
    import('./cache-write.ts'),
  ]);
  const files = decisiveFiles(loaded, options);
  if (files !== undefined) await writeCache(place, kept, files);
}

/** Not validated again: it was when it was compiled. */
async function readBundle(source: string, options: LoadContractOptions): Promise<DocumentBundle> {
  const { load } = await import('./load.ts');
  const { bundle } = await load(source, { ...options, validate: false });
  return bundle;
}
