import { setImmediate } from 'node:timers/promises';
import type { Clock } from './transport.ts';

/** Time that passes only when it is told to. */
export interface VirtualClock extends Clock {
  /**
   * Lets time pass, from timer to timer, until the promise is settled; real time is not waited for.
   * @throws Error when no timer is left and the promise is still open: it would never be settled.
   */
  settle<T>(promise: Promise<T>): Promise<T>;
}

export function createVirtualClock(): VirtualClock {
  let now = 0;
  let timers: { readonly at: number; readonly callback: () => void }[] = [];

  return {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + Math.max(0, ms), callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async settle(promise) {
      let settled = false;
      const done = (): void => {
        settled = true;
      };
      promise.then(done, done);
      for (;;) {
        // All microtasks run before this resumes.
        await setImmediate();
        if (settled) return promise;
        // Of equal times the one that was set first.
        const next = timers.reduce<(typeof timers)[number] | undefined>(
          (first, timer) => (first === undefined || timer.at < first.at ? timer : first),
          undefined,
        );
        if (next === undefined)
          throw new Error('Nothing is left to wait for, and the promise is still open.');
        timers = timers.filter((timer) => timer !== next);
        now = next.at;
        next.callback();
      }
    },
  };
}
