import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findDocuments } from './find-documents.ts';
import { judgeAll } from './judge-all.ts';
import { renderHead, renderRow, renderTail } from './print.ts';
import { isClosed } from './row.ts';

/** Names of the corpus are long; the columns stand behind this many characters. */
const MOST_WIDTH = 60;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: 'string', default: join(import.meta.dirname, '../../../shared/corpus') },
    // Seconds that one document may take.
    limit: { type: 'string', default: '60' },
    perspective: { type: 'string', default: 'auto' },
  },
});
const perspective = (['auto', 'server', 'client'] as const).find((one) => one === values.perspective);
const limit = Number(values.limit) * 1000;
if (perspective === undefined || !(limit > 0)) {
  console.error('--perspective is auto, server or client; --limit is a number of seconds.');
  process.exit(2);
}
const folder = resolve(values.dir);
if (!existsSync(folder)) {
  console.log(
    `Skipped: there is no folder ${folder}. The documents are other people's and not part of the repository; name a folder with --dir.`,
  );
  process.exit(0);
}
const documents = findDocuments(folder).filter(
  ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
);
const width = Math.min(MOST_WIDTH, Math.max(8, ...documents.map(({ name }) => name.length)));
console.log(renderHead(width));
const rows = await judgeAll(documents, { processes: 2, each: limit, perspective }, (row) =>
  console.log(renderRow(row, width)),
);
console.log(renderTail(rows, documents));
process.exitCode = rows.every((row) => row.kind === 'refused' || isClosed(row)) ? 0 : 1;
