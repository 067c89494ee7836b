import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What nobody wrote by hand. */
const SKIPPED = new Set([
  'node_modules',
  'bower_components',
  'dist',
  'build',
  'out',
  'coverage',
  'target',
  'vendor',
  'venv',
  'env',
  'site-packages',
  '__pycache__',
]);
const DEEPEST = 6;
/** So that a home folder or a disk is looked at for a moment only. */
const MOST = 4000;

/** Files below a folder, the nearest first; paths from it, with `/`. What cannot be read is passed over. */
export function walkFiles(root: string, accepts: (path: string) => boolean): readonly string[] {
  const found: string[] = [];
  let seen = 0;
  let level: readonly string[] = [''];
  for (let depth = 0; depth <= DEEPEST && level.length > 0 && seen < MOST; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      for (const entry of entriesOf(join(root, folder))) {
        seen += 1;
        if (seen > MOST) break;
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name)) next.push(path);
        if (entry.isFile() && accepts(path)) found.push(path);
      }
    }
    level = next;
  }
  return found;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
