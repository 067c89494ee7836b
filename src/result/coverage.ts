import type { Coverage, Result } from './result.ts';

/** Whole percent of the promises that were exercised, rounded down; 100 where nothing is promised. */
export function percentOf({ exercised, total }: Coverage): number {
  return total === 0 ? 100 : Math.floor((exercised / total) * 100);
}

/** Where a share was asked for: was it reached? */
export function isCoveredEnough({ coverage }: Pick<Result, 'coverage'>): boolean {
  return coverage.least === undefined || percentOf(coverage) >= coverage.least;
}
