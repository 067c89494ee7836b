import { span } from './layout/span.ts';
import type { Style } from './style.ts';
import { marked } from './verify/finding-lines.ts';

/** A case that a run would have. */
export interface PlannedLine {
  readonly key: string;
  readonly title: string;
  /** Why it would not be tried; absent: it would. */
  readonly unrun?: { readonly message: string; readonly remedy?: string };
}

/** What a run would try, one line each; last, how many. Ends with a line break. */
export function renderPlan(lines: readonly PlannedLine[], style: Style): string {
  const left = lines.filter(({ unrun }) => unrun !== undefined);
  const runs = lines.length - left.length;
  return [
    ...lines.flatMap(({ key, title, unrun }) =>
      unrun === undefined
        ? marked('·', [span(key), span(`  ${title}`, 'dim')], 0, style)
        : marked(
            [span('○', 'gray')],
            [span(key, 'gray'), span(`  ${unrun.message} ${unrun.remedy ?? ''}`.trimEnd(), 'dim')],
            0,
            style,
          ),
    ),
    '',
    `${runs} ${runs === 1 ? 'case' : 'cases'} would run, ${left.length} would not.`,
    '',
  ].join('\n');
}
