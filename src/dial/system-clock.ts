import type { Clock } from './transport.ts';

/** More would overflow the 32 bits of a timer, and Node would fire it at once. About 24.8 days. */
const LONGEST = 2_147_483_647;

/**
 * The clock on the wall. Its timers keep the process alive: whoever waits for one is not done yet, and
 * whoever no longer does has cancelled it.
 */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(0, ms), LONGEST));
    return () => clearTimeout(timer);
  },
};
