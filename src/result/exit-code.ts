import { isCoveredEnough } from './coverage.ts';
import { countOutcomes, type Result } from './result.ts';

/** DESIGN §5. A pure function of the result. */
export const EXIT = {
  held: 0,
  broken: 1,
  misuse: 2,
  unreached: 3,
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * `failOn: 'warn'` makes warnings break the contract too. What the baseline accepts breaks nothing. A run that was not
 * finished in its time has shown nothing broken, and is never green.
 */
export function exitCodeOf(result: Result, failOn: 'fail' | 'warn' = 'fail'): ExitCode {
  if (!result.reached) return EXIT.unreached;
  const fresh = countOutcomes(result.cases.filter(({ known }) => known !== true));
  if (fresh.failed > 0 || (failOn === 'warn' && fresh.warned > 0)) return EXIT.broken;
  if (result.timedOut !== undefined || result.stopped !== undefined) return EXIT.misuse;
  const { passed, failed, warned, observed } = countOutcomes(result.cases);
  if (passed + failed + warned + observed === 0) return EXIT.misuse;
  return isCoveredEnough(result) ? EXIT.held : EXIT.broken;
}
