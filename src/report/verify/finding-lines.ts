import type { CaseResult } from '../../result/result.ts';
import { paintSpans, span, type Text } from '../layout/span.ts';
import { renderTable } from '../layout/table.ts';
import { wrapSpans } from '../layout/wrap-spans.ts';
import type { Style } from '../style.ts';
import { commandLines } from './command-lines.ts';
import { findingRows } from './finding-rows.ts';
import { OUTCOMES } from './outcomes.ts';

/** A text behind a mark; its further lines stand below its first word. */
export function marked(mark: Text, text: Text, indent: number, style: Style): readonly string[] {
  const spans = typeof mark === 'string' ? [span(mark)] : mark;
  const behind = indent + 2;
  return wrapSpans(text, style.width - behind).map((line, i) =>
    i === 0
      ? `${' '.repeat(indent)}${paintSpans(spans, style)} ${paintSpans(line, style)}`
      : `${' '.repeat(behind)}${paintSpans(line, style)}`,
  );
}

/** A text whose lines all stand at the same column. */
export function indented(text: Text, indent: number, style: Style): readonly string[] {
  return wrapSpans(text, style.width - indent).map(
    (line) => `${' '.repeat(indent)}${paintSpans(line, style)}`,
  );
}

/** What failed, or is dangerous: all that a reader needs to see who is right. */
export function findingBlock(
  one: CaseResult,
  style: Style,
  /** Cases of which the same is to be said. */
  also: readonly CaseResult[] = [],
): readonly string[] {
  const { finding } = one;
  const look = OUTCOMES[finding.outcome];
  const rows = [
    ...findingRows(one),
    ['check', one.key] as const,
    ...(also.length === 0 ? [] : [['also', also.map(({ title }) => title).join('\n')] as const]),
  ];
  return [
    ...marked([span(look.mark, look.paint)], [span(one.title, 'bold')], 2, style),
    ...indented([span(finding.message, look.paint)], 4, style),
    ...rowLines(rows, style),
    ...promiseLines(finding.promise, style),
  ];
}

/** What is to be pasted into a shell. */
const COMMANDS: ReadonlySet<string> = new Set(['by hand', 'more', 'replay']);

/** Name and text, the texts below each other; a command so that it can be pasted. */
function rowLines(rows: readonly (readonly [name: string, text: string])[], style: Style): readonly string[] {
  const least = Math.max(0, ...rows.map(([name]) => name.length));
  const width = style.width - least - 6;
  return rows.flatMap(([name, text]) =>
    COMMANDS.has(name)
      ? text
          .split('\n')
          .flatMap((command) => commandLines(printable(command), width))
          .map((line, i) => `    ${style.dim((i === 0 ? name : '').padEnd(least))}  ${line}`)
      : renderTable([[[span(name, 'dim')], text]], { indent: 4, least: [least] }, style),
  );
}

/** A document is data: what it says must not steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '');
}

/** The lines to add to the document, as they are to be pasted. */
export function promiseLines(promise: string | undefined, style: Style): readonly string[] {
  if (promise === undefined) return [];
  return [
    `    ${style.dim('to make it a promise, add:')}`,
    ...promise.split('\n').map((line) => `      ${style.cyan(line)}`),
  ];
}
