import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CountersignError } from '../../errors/countersign-error.ts';
import type { PlannedFile } from './plan-files.ts';

/**
 * Writes what is planned: all of it, or nothing. Each file is written beside its place and put there whole, so that none
 * is ever half there; what was written is taken back where a later one fails. In one go: no Ctrl+C comes between.
 * @throws CountersignError `init.not-written`
 */
export function writeFiles(root: string, files: readonly PlannedFile[]): void {
  const undo: (() => void)[] = [];
  for (const { path, action, text } of files) {
    if (action === 'keep' || text === undefined) continue;
    const target = join(root, path);
    const beside = `${target}.${process.pid}.tmp`;
    try {
      makeFolders(dirname(target), undo);
      writeFileSync(beside, text, { flag: 'wx' });
      undo.push(() => rmSync(beside, { force: true }));
      undo.push(put(beside, target, action));
    } catch (error) {
      for (const back of undo.reverse()) back();
      const { code = 'unknown' } = error as NodeJS.ErrnoException;
      throw new CountersignError('init.not-written', `${path} cannot be written (${code}).`, {
        fix: 'Nothing was written. Make the folder writable, or run countersign init elsewhere.',
        cause: error,
      });
    }
  }
}

/** Puts the file in its place; gives what takes that back. A new one takes nobody's place, even if it came just now. */
function put(from: string, to: string, action: 'write' | 'change'): () => void {
  if (action === 'change') {
    const before = readFileSync(to);
    renameSync(from, to);
    return () => writeFileSync(to, before);
  }
  linkSync(from, to);
  rmSync(from);
  return () => rmSync(to, { force: true });
}

/** What it made is removed again by `undo`, from the innermost on. */
function makeFolders(folder: string, undo: (() => void)[]): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder), undo);
  mkdirSync(folder);
  undo.push(() => rmdirSync(folder));
}
