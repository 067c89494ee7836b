import type { Contract } from '../../contract/contract.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { companionOf } from '../../contract/queries.ts';
import { serversOf } from '../../contract/served-contract.ts';
import { paintSpans, span, spansOf, type Text, widthOf } from '../layout/span.ts';
import { renderTable } from '../layout/table.ts';
import { wrapSpans } from '../layout/wrap-spans.ts';
import type { Style } from '../style.ts';
import { handshakeRows } from './handshake-rows.ts';
import { otherwiseRows } from './otherwise-rows.ts';
import { greetingRows, pushRows, requestRows } from './talk-rows.ts';
import { oneOf } from './words.ts';

/** Width of the labels, so that the sections of one endpoint line up. */
const LABEL = 12;

/** One endpoint: where it is, how to get in, what is said, and what happens otherwise. */
export function showEndpoint(contract: Contract, endpoint: Endpoint, style: Style): string[] {
  const { id, title, summary, absent } = endpoint;
  const head = [
    title === undefined || title === id ? style.bold(id) : `${style.bold(id)}  ${title}`,
    ...serversOf(endpoint).map((server, index) => {
      const url = urlOf(contract, server, endpoint.address);
      return `  ${index === 0 ? style.cyan(url) : style.dim(url)}`;
    }),
    ...(summary === undefined ? [] : paragraph(summary, 2, style)),
  ];
  if (absent !== undefined) {
    const fallback = absent.value.fallback.map((operation) => {
      const companion = companionOf(contract, operation);
      return companion === undefined ? operation : `${companion.method} ${companion.address}`;
    });
    const instead = fallback.length === 0 ? '' : ` Clients use ${oneOf(fallback)} instead.`;
    return [...head, '', ...paragraph(`This endpoint must not exist.${instead}`, 2, style, false)];
  }
  const tables: [string, readonly (readonly Text[])[], number][] = [
    ['To connect', handshakeRows(endpoint), LABEL],
    ['On open', greetingRows(endpoint), 0],
    ['The client sends', requestRows(contract, endpoint), 0],
    ['The server sends', pushRows(contract, endpoint), 0],
    ['Otherwise', otherwiseRows(endpoint), LABEL],
  ];
  return [
    ...head,
    ...tables.flatMap(([title_, rows, least]) =>
      rows.length === 0 ? [] : section(title_, rows, least, style),
    ),
  ];
}

export function section(
  title: string,
  rows: readonly (readonly Text[])[],
  least: number,
  style: Style,
): string[] {
  const filled = spillNotes(withoutEmptyColumns(rows), style.width - 4);
  return ['', `  ${style.dim(title)}`, ...renderTable(filled, { indent: 4, least: [least] }, style)];
}

/** A last column in which nothing stands would only squeeze the others. */
function withoutEmptyColumns(rows: readonly (readonly Text[])[]): readonly (readonly Text[])[] {
  const empty = rows.every((row) => row.length > 1 && row.at(-1)?.length === 0);
  return empty ? rows.map((row) => row.slice(0, -1)) : rows;
}

/** A third column that would not fit beside the others goes behind the second one, or below it. */
function spillNotes(rows: readonly (readonly Text[])[], room: number): readonly (readonly Text[])[] {
  const widest = (column: number): number => Math.max(0, ...rows.map((row) => widthOf(row[column] ?? '')));
  if (rows.every((row) => row.length < 3) || widest(0) + widest(1) + widest(2) + 4 <= room) return rows;
  const left = room - Math.min(widest(0), Math.floor(room / 2)) - 2;
  return rows.map(([first = '', second = '', note = '']) => {
    if (widthOf(note) === 0) return [first, second];
    const fits = widthOf(second) + 3 + widthOf(note) <= left;
    return [first, [...spansOf(second), span(fits ? ' · ' : '\n', 'dim'), ...spansOf(note)]];
  });
}

export function paragraph(text: string, indent: number, style: Style, dim = true): string[] {
  const width = Math.min(style.width, 100) - indent;
  return wrapSpans([span(text, dim ? 'dim' : undefined)], width).map(
    (line) => ' '.repeat(indent) + paintSpans(line, style),
  );
}

function urlOf({ servers }: Contract, server: string, address: string): string {
  const target = servers[server];
  return target === undefined ? address : `${target.protocol}://${target.host}${address}`;
}
