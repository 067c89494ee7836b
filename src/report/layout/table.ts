import type { Style } from '../style.ts';
import { paintSpans, span, type Text, widthOf } from './span.ts';
import { wrapSpans } from './wrap-spans.ts';

export interface TableLayout {
  /** Columns in front of every line. */
  readonly indent: number;
  /** Least width of each column but the last: so that several tables of one page line up. */
  readonly least?: readonly number[];
}

/** Space between two columns. */
const GAP = 2;
/** The last column is not squeezed below this many columns; the first ones give way. */
const LAST_LEAST = 20;

/** The part of the room that a column other than the last may take. */
const WIDEST = 0.5;

/** Rows of cells, each column as wide as its widest cell, the last one wrapped at the style's width. */
export function renderTable(rows: readonly (readonly Text[])[], layout: TableLayout, style: Style): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  if (count === 0) return [];
  const widths = columnWidths(rows, count, layout, style.width);
  return rows.flatMap((row) => {
    const cells = widths.map((width, i) => wrapSpans(row[i] ?? '', width));
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => {
      const parts = cells.map((lines, i) =>
        paintSpans(lines[line] ?? [], style, i === count - 1 ? 0 : widths[i]),
      );
      return `${' '.repeat(layout.indent)}${parts.join(' '.repeat(GAP))}`.trimEnd();
    });
  });
}

function columnWidths(
  rows: readonly (readonly Text[])[],
  count: number,
  { indent, least = [] }: TableLayout,
  total: number,
): number[] {
  const natural = Array.from({ length: count }, (_, i) =>
    Math.max(least[i] ?? 0, ...rows.map((row) => longestLine(row[i] ?? ''))),
  );
  const room = total - indent - GAP * (count - 1);
  const heads = natural.slice(0, -1).map((width) => Math.min(width, Math.floor(room * WIDEST)));
  const last = Math.min(natural.at(-1) ?? 0, LAST_LEAST);
  // The widest of the first columns gives way until the last one has room.
  while (heads.length > 0 && sum(heads) + last > room && Math.max(...heads) > 12) {
    heads[heads.indexOf(Math.max(...heads))] = Math.max(...heads) - 1;
  }
  return [...heads, Math.max(LAST_LEAST, room - sum(heads))];
}

function longestLine(text: Text): number {
  if (typeof text !== 'string') return widthOf(text);
  return Math.max(...text.split('\n').map((line) => widthOf([span(line)])));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
