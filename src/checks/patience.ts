import type { Timing } from './check.ts';

/** Longer than this, in ms, nobody waits for one promise, however thorough. */
const LONGEST = 24 * 3_600_000;

/** Does the runner wait `ms` for a promise that is known to take that long? */
export function canWait({ patience, thorough }: Timing, ms: number): boolean {
  return ms <= patience || (thorough === true && ms <= LONGEST);
}
