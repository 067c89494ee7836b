import type { FakeTimers } from '../../src/conformance/index.ts';

/** Fake timers where there is no test runner, in a page too: `setTimeout` and `performance.now` stand still until `advance`. */
export function createFakeTimers(): FakeTimers {
  const real = { setTimeout, clearTimeout, now: performance.now };
  let now = 0;
  let last = 0;
  const due = new Map<number, { readonly at: number; readonly run: () => void }>();
  return {
    install() {
      now = real.now.call(performance);
      performance.now = () => now;
      Object.assign(globalThis, {
        setTimeout: (callback: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): number => {
          last += 1;
          due.set(last, { at: now + ms, run: () => callback(...given) });
          return last;
        },
        clearTimeout: (id: number) => due.delete(id),
      });
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        // What was set off by now happens first.
        await new Promise((resolve) => real.setTimeout.call(globalThis, resolve, 0));
        const [next] = [...due].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (next === undefined) break;
        due.delete(next[0]);
        now = next[1].at;
        next[1].run();
      }
      now = end;
    },
    restore() {
      due.clear();
      performance.now = real.now;
      Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
    },
  };
}
