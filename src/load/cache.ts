import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { decodeEntry, hashFile, hashText, type Kept } from './cache-entry.ts';
import { cacheFolder, type Environment } from './cache-folder.ts';
import { localPath } from './local-path.ts';

/** Where one document, compiled with certain options by one Countersign, is kept. */
export interface CachePlace {
  readonly folder: string;
  /** Absolute path in `folder`. */
  readonly file: string;
}

/** Of this program. */
const FORMAT: Contract['format'] = 1;

/**
 * `undefined` for what is never kept: standard input, what comes from the network, and where there is no folder.
 * The document's name is part of the place because it stands in the contract and in every problem; the working
 * directory, because names are relative to it.
 *
 * @param decisive options that may change the outcome.
 */
export function cachePlace(
  source: string,
  decisive: Readonly<Record<string, unknown>>,
  environment: Environment,
  build: string,
): CachePlace | undefined {
  const path = /^https?:/i.test(source) || source === '-' ? undefined : pathOf(source);
  if (path === undefined) return undefined;
  try {
    const folder = cacheFolder(path, environment);
    const options = Object.entries(decisive).sort(([a], [b]) => (a < b ? -1 : 1));
    const name = hashText(JSON.stringify([build, FORMAT, resolve(), source, options]));
    return { folder, file: join(folder, `${name}.json`) };
  } catch {
    return undefined;
  }
}

function pathOf(source: string): string | undefined {
  return /^file:/i.test(source) ? localPath(source) : resolve(source);
}

/** What is kept there, while every file that it came from is as it was. Whatever is wrong with the entry is a miss. */
export function readCache({ file }: CachePlace): Kept | undefined {
  try {
    const entry = decodeEntry(readFileSync(file, 'utf8'));
    if (entry?.files.every(({ path, hash }) => hashFile(path) === hash) !== true) return undefined;
    return { contract: entry.contract, problems: entry.problems };
  } catch {
    return undefined;
  }
}
