import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Party } from '../../src/contract/party.ts';

export interface CorpusDocument {
  /** Relative to the folder. */
  readonly name: string;
  readonly path: string;
  /** Whose view it is written from, judged by hand; absent: not judged, or neither. */
  readonly judged?: Party;
}

const SKIPPED_FOLDERS = new Set(['node_modules', '.git']);

/** The documents of INDEX.tsv; without one, every file below the folder that declares an `asyncapi` version. */
export function findDocuments(folder: string): readonly CorpusDocument[] {
  const index = join(folder, 'INDEX.tsv');
  if (existsSync(index)) return readIndex(folder, readFileSync(index, 'utf8'));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !relative(folder, path)
          .split(/[\\/]/)
          .some((part) => SKIPPED_FOLDERS.has(part)),
    )
    .filter((path) => /^\s*["']?asyncapi["']?\s*:/m.test(readFileSync(path, 'utf8')))
    .sort()
    .map((path) => ({ name: relative(folder, path), path }));
}

function readIndex(folder: string, text: string): readonly CorpusDocument[] {
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const columns = head.split('\t');
  const cell = (line: string, column: string): string => line.split('\t')[columns.indexOf(column)] ?? '';
  return lines.map((line) => {
    const name = cell(line, 'local_path');
    const judged = partyOf(cell(line, 'perspective'));
    return { name, path: join(folder, name), ...(judged === undefined ? {} : { judged }) };
  });
}

/** S server, C client, I an AsyncAPI 2 document written from the other side than it should be: the client's. M: mixed. */
function partyOf(letter: string): Party | undefined {
  if (letter.startsWith('S')) return 'server';
  return letter === 'C' || letter === 'I' ? 'client' : undefined;
}
