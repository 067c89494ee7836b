import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `start`'s nearest ancestor that has this file; `undefined`: none has. A chunk of `dist/` lies elsewhere than its source. */
export function folderWith(file: string, start: string): string | undefined {
  for (let folder = dirname(fileURLToPath(start)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, file))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
