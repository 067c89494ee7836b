import type { Clock } from '../dial/transport.ts';

/** Lets so many handshakes and requests through in a second. */
export interface RateGate {
  /** Resolves when the next `count` may be sent. */
  pass(count: number): Promise<void>;
}

/**
 * A token bucket that holds one second's worth, so that a short run does not feel it. Who takes more at once than is
 * there owes it: those behind wait for that.
 * @param perSecond more than 0.
 */
export function createRateGate(clock: Clock, perSecond: number): RateGate {
  let tokens = perSecond;
  let filled = clock.now();
  let queue: Promise<void> = Promise.resolve();

  const take = async (count: number): Promise<void> => {
    const now = clock.now();
    tokens = Math.min(perSecond, tokens + ((now - filled) * perSecond) / 1_000);
    filled = now;
    const missing = Math.min(count, 1) - tokens;
    if (missing > 0) {
      const ms = Math.ceil((missing * 1_000) / perSecond);
      await new Promise<void>((resolve) => void clock.after(ms, resolve));
      return take(count);
    }
    tokens -= count;
  };

  return {
    pass(count) {
      queue = queue.then(() => take(count));
      return queue;
    },
  };
}
