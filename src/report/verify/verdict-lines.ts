import { isCoveredEnough, percentOf } from '../../result/coverage.ts';
import type { Result } from '../../result/result.ts';
import { formatDuration } from '../../transcript/format.ts';

/** What decides the exit code beside the findings, one sentence each: every report says it. */
export function verdictLines(result: Result): readonly string[] {
  const { baseline, coverage, stopped, timedOut } = result;
  return [
    ...(timedOut === undefined
      ? []
      : [`The run was ended after ${formatDuration(timedOut)}: it had no more time (--timeout).`]),
    ...(stopped === undefined
      ? []
      : [`The run was ended early, because ${stopped}. Be gentler: --rate, --concurrency.`]),
    ...(isCoveredEnough(result)
      ? []
      : [
          `Only ${percentOf(coverage)} % of the promises were exercised, and --min-coverage asks for ${coverage.least} %.`,
        ]),
    ...(baseline === undefined || baseline.mended.length === 0
      ? []
      : [
          `Mended since ${baseline.file}: ${baseline.mended.join(', ')}. --update-baseline takes ${baseline.mended.length === 1 ? 'it' : 'them'} out.`,
        ]),
  ];
}
