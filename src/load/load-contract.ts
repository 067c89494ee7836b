import { buildId } from './cache-build.ts';
import { loadThroughCache } from './cache-load.ts';
import type { LoadContractOptions, LoadedContract } from './loaded-contract.ts';

export type { LoadContractOptions, LoadedContract };

/**
 * Reads a document and compiles it. Throws what `load` throws, and a `CountersignError` `document.invalid` with all
 * problems where one of them is an error.
 */
export function loadContract(source: string, options: LoadContractOptions = {}): Promise<LoadedContract> {
  return loadThroughCache(source, options, options.cache === false ? undefined : buildId());
}
