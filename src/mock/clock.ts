/** Time as the mock sees it: passed in, so that a test can run hours of it in a moment. */
export interface Clock {
  /** ms, never going back. */
  now(): number;
  /** Calls back once after `ms`; the result cancels. */
  after(ms: number, callback: () => void): () => void;
}

/** Longest delay that `setTimeout` keeps; a longer one would fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** The machine's monotonic clock. A delay of more than 24 days fires early, which the driver allows for. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(0, Math.ceil(ms)), LONGEST_DELAY));
    return () => clearTimeout(timer);
  },
};
