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

/** `failOn: 'warn'` makes warnings break the contract too. */
export function exitCodeOf(result: Result, failOn: 'fail' | 'warn' = 'fail'): ExitCode {
  if (!result.reached) return EXIT.unreached;
  const counts = countOutcomes(result.cases);
  if (counts.failed > 0 || (failOn === 'warn' && counts.warned > 0)) return EXIT.broken;
  return counts.passed + counts.warned + counts.observed === 0 ? EXIT.misuse : EXIT.held;
}
