import type { Row } from './run-variants.ts';

const WIDTHS = [13, 40, 58, 58] as const;

export const HEADING: string = line(['system', 'variant', 'expected', 'found'], 'verdict');

/** A row of the table, and under it what is wrong with it. */
export function formatRow({ variant, found, wrong }: Row): string {
  const cells = [variant.system, variant.name, groups(variant.red), groups(found.red.map(({ key }) => key))];
  const text = line(cells, wrong.length === 0 ? 'right' : 'wrong');
  return [text, ...wrong.map((one) => `    ${one}`)].join('\n');
}

/** `systems 5 · variants 38 · right 38 · wrong 0` */
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
