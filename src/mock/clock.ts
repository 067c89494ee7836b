/** Time as the mock sees it: passed in, so that a test can run hours of it in a moment. */
export interface Clock {
  /** ms, never going back. */
  now(): number;
  /** Calls back once after `ms`; the result cancels. */
  after(ms: number, callback: () => void): () => void;
  /** What drives the timers just now: what another has set may never fire. Absent: always the same. */
  source?(): unknown;
}

/** Longest delay that `setTimeout` keeps; a longer one would fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * The machine's monotonic clock. A delay of more than 24 days fires early, which the driver allows for.
 *
 * Whoever takes the timers of the process into his own hands (`vi.useFakeTimers()`) has this clock in them too: the
 * functions are looked up at each call, and where they change, time goes on from where it was.
 */
export function createSystemClock(): Clock {
  let source = performance.now;
  let last = 0;
  let offset = 0;
  return {
    now() {
      // Each look at the global object costs as much as the rest.
      const { performance } = globalThis;
      const now = performance.now();
      if (performance.now !== source) {
        source = performance.now;
        offset = last - now;
      }
      const at = now + offset;
      if (at > last) last = at;
      return last;
    },
    after(ms, callback) {
      const clear = clearTimeout;
      const timer = setTimeout(callback, Math.min(Math.max(0, Math.ceil(ms)), LONGEST_DELAY));
      return () => clear(timer);
    },
    source: () => setTimeout,
  };
}
