import type { CorpusDocument } from './find-documents.ts';
import { type HeldRow, isClosed, type Row } from './row.ts';

const COLUMNS = ['promises', 'exercised', 'observed', 'not obs.', 'skipped', 'problems', 'ms'] as const;

export function renderHead(width: number): string {
  return `${'document'.padEnd(width)}  ${COLUMNS.join('  ')}`;
}

/** A line, and below it what keeps the document from being exercised as a whole. */
export function renderRow(row: Row, width: number): string {
  const name = row.document.padEnd(width);
  if (row.kind === 'refused') return `${name}  refused  ${row.code}: ${row.reason}  (${row.ms} ms)`;
  if (row.kind === 'crashed') return `${name}  CRASHED  ${row.reason}  (${row.ms} ms)`;
  const { promises, exercised, observed, notObserved, skipped, problems, ms } = row;
  const cells = [promises, exercised, observed, notObserved, skipped, problems, ms].map((value, i) =>
    String(value).padStart(COLUMNS[i]?.length ?? 0),
  );
  return [`${name}  ${cells.join('  ')}${isClosed(row) ? '' : '  NOT CLOSED'}`, ...details(row)].join('\n');
}

function details(row: HeldRow): readonly string[] {
  return [
    ...row.falseAlarms.map((finding) => `    false alarm: ${finding}`),
    ...row.silent.map((id) => `    without a reason: ${id}`),
    ...row.mute.map((id) => `    the mock has no payload for "${id}"`),
    ...row.reasons.map(({ reason, promises }) => `    not exercised: ${listed(promises)}: ${reason}`),
  ];
}

function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, 3).join(', ');
  return ids.length > 3 ? `${shown} and ${ids.length - 3} more` : shown;
}

export function renderTail(rows: readonly Row[], documents: readonly CorpusDocument[]): string {
  const held = rows.filter((row) => row.kind === 'held');
  const refused = rows.filter((row) => row.kind === 'refused');
  const crashed = rows.filter((row) => row.kind === 'crashed');
  const sum = (of: (row: HeldRow) => number): number => held.reduce((total, row) => total + of(row), 0);
  const promises = sum((row) => row.promises);
  const percent = promises === 0 ? '0' : ((100 * sum((row) => row.exercised)) / promises).toFixed(1);
  return [
    ...(refused.length === 0 ? [] : ['', 'Refused:']),
    ...refused.map(({ document, code, reason }) => `  ${document}\n    ${code}: ${reason}`),
    ...agreement(rows, documents),
    '',
    [
      `documents ${rows.length}`,
      `closed ${rows.filter(isClosed).length}`,
      `exercised ${percent} %`,
      `refused ${refused.length}`,
      `crashed ${crashed.length}`,
      `false alarms ${sum(({ falseAlarms }) => falseAlarms.length)}`,
    ].join(' · '),
  ].join('\n');
}

/** `perspective: auto` beside what a person thought. */
function agreement(rows: readonly Row[], documents: readonly CorpusDocument[]): readonly string[] {
  const judged = new Map(documents.map(({ name, judged: party }) => [name, party]));
  const compared = rows.flatMap((row) => {
    const party = row.kind === 'held' ? judged.get(row.document) : undefined;
    return row.kind === 'held' && party !== undefined ? [{ row, party }] : [];
  });
  if (compared.length === 0) return [];
  const differing = compared.filter(({ row, party }) => row.perspective !== party);
  return [
    '',
    `perspective: auto agrees with the hand in ${compared.length - differing.length} of ${compared.length} documents.`,
    ...differing.map(({ row, party }) => `  ${row.document}: auto ${row.perspective}, by hand ${party}`),
  ];
}
