import type { Row } from './run-variants.ts';
import type { Knock } from './variant.ts';

const WIDTHS = [13, 44, 46, 20, 20] as const;

export const HEADING: string = line(
  ['system', 'variant', 'verify, or the journal', 'true cause', 'diagnosed'],
  'verdict',
);

/** A row of the table; under it what else was diagnosed in it, and what is wrong with it. */
export function formatRow({ variant, found, told, wrong }: Row): string {
  const [first, ...others] = variant.knocks;
  const seen = found === undefined ? 'not run' : groups(found.red.map(({ key }) => key));
  const idOf = (knock: Knock): string => told.find((one) => one.knock === knock)?.id ?? 'nothing';
  return [
    line(
      [variant.system, variant.name, seen, first.verdict, idOf(first)],
      wrong.length === 0 ? 'right' : 'wrong',
    ),
    ...others.map((knock) =>
      line(['', `  ${knockName(knock)}`, '', knock.verdict, idOf(knock)], '').trimEnd(),
    ),
    ...wrong.map((one) => `    ${one}`),
  ].join('\n');
}

function knockName({ bare, url, origin }: Knock): string {
  if (bare === true) return 'without the document';
  return `${url.replace(/\?.*/, '')}${origin === undefined ? ', no Origin' : ''}`;
}

/** `systems 5 · variants 46 · right 46 · wrong 0`, over both columns. */
export function summary(rows: readonly Row[]): string {
  const systems = new Set(rows.map(({ variant }) => variant.system)).size;
  const wrong = rows.filter((row) => row.wrong.length > 0).length;
  return `systems ${systems} · variants ${rows.length} · right ${rows.length - wrong} · wrong ${wrong}`;
}

/** The checks, each once; of the journal, what it says. */
function groups(keys: readonly string[]): string {
  const names = keys.map((key) =>
    key.startsWith('journal/') ? key.replace('/', ': ') : key.split('/', 1)[0],
  );
  return keys.length === 0 ? 'green' : [...new Set(names)].join(', ');
}

function line(cells: readonly string[], verdict: string): string {
  return [...cells.map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0)), verdict].join('  ');
}
