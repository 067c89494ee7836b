import type { Clock } from '../../src/dial/transport.ts';

/** Time that passes only when nothing else can go on. */
export interface VirtualClock extends Clock {
  /** Lets time pass, from timer to timer, until the promise settles. Rejects when nothing is left that could settle it. */
  run<T>(promise: Promise<T>): Promise<T>;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** How often, without any timer to wait for, real work (a file that is read, a module that is loaded) may take its turn. */
const IDLE_ROUNDS = 2_000;

/** Timers of the same time fire in the order in which they were set. Between two of them everything settles. */
export function createVirtualClock(startAt = 0): VirtualClock {
  let now = startAt;
  let timers: Timer[] = [];

  function advance(): boolean {
    let next: Timer | undefined;
    for (const timer of timers) if (next === undefined || timer.at < next.at) next = timer;
    if (next === undefined) return false;
    timers = timers.filter((timer) => timer !== next);
    now = Math.max(now, next.at);
    next.callback();
    return true;
  }

  return {
    now: () => now,
    after(ms, callback) {
      const timer: Timer = { at: now + Math.max(0, ms), callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    async run(promise) {
      let settled = false;
      const done = (): void => {
        settled = true;
      };
      promise.then(done, done);
      for (let idle = 0; ; ) {
        await settle();
        if (settled) return promise;
        idle = advance() ? 0 : idle + 1;
        if (idle > IDLE_ROUNDS)
          throw new Error('Nothing is left that could settle the promise: no timer waits.');
      }
    },
  };
}

/** All microtasks, and whatever they set off, are done when an immediate comes. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
