import type { CaseResult } from '../../result/result.ts';
import { paintSpans, span, type Text } from '../layout/span.ts';
import { renderTable } from '../layout/table.ts';
import { wrapSpans } from '../layout/wrap-spans.ts';
import type { Style } from '../style.ts';
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
export function findingBlock(one: CaseResult, style: Style): readonly string[] {
  const { finding } = one;
  const look = OUTCOMES[finding.outcome];
  const rows = [...findingRows(one), ['check', one.key] as const];
  return [
    ...marked([span(look.mark, look.paint)], [span(one.title, 'bold')], 2, style),
    ...indented([span(finding.message, look.paint)], 4, style),
    ...renderTable(
      rows.map(([name, text]) => [[span(name, 'dim')], text]),
      { indent: 4 },
      style,
    ),
    ...promiseLines(finding.promise, style),
  ];
}

/** The lines to add to the document, as they are to be pasted. */
export function promiseLines(promise: string | undefined, style: Style): readonly string[] {
  if (promise === undefined) return [];
  return [
    `    ${style.dim('to make it a promise, add:')}`,
    ...promise.split('\n').map((line) => `      ${style.cyan(line)}`),
  ];
}
