import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CachePlace } from './cache.ts';
import { encodeEntry, type Kept, type KeptFile } from './cache-entry.ts';

/** Most entries of one folder, and most bytes of all of them. */
const MOST_ENTRIES = 64;
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Keeps what a document was compiled to. Written beside its place and moved there, so that a reader finds the old
 * entry or the new one, and of two writers the later one wins. Where nothing can be written, nothing is kept.
 */
export async function writeCache(
  { folder, file }: CachePlace,
  { contract, problems }: Kept,
  files: readonly KeptFile[],
): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`;
  try {
    await makeFolder(folder);
    await writeFile(unfinished, encodeEntry({ files, contract, problems }), { flag: 'wx' });
    await rename(unfinished, file);
    await dropOldest(folder);
  } catch {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

/**
 * @note `mkdir` with `recursive` never returns where the system answers ENOENT below a folder that exists, as /proc
 * does; here each folder is tried at most twice.
 */
async function makeFolder(folder: string): Promise<void> {
  const make = (): Promise<void> => mkdir(folder).catch(unlessIs('EEXIST'));
  await make().catch(async (error: unknown) => {
    unlessIs('ENOENT')(error);
    if (dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await make();
  });
}

function unlessIs(code: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Error && 'code' in error && error.code === code)) throw error;
  };
}

/** Files that a process left unfinished when it was killed are old some day, too. */
async function dropOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const info = await stat(path).catch(() => undefined);
      return info === undefined ? [] : [{ path, size: info.size, writtenAt: info.mtimeMs }];
    }),
  );
  let bytes = 0;
  for (const [index, { path, size }] of found
    .flat()
    .sort((a, b) => b.writtenAt - a.writtenAt)
    .entries()) {
    bytes += size;
    if (index >= MOST_ENTRIES || bytes > MOST_BYTES) await rm(path, { force: true });
  }
}
