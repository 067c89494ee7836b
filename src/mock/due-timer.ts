import type { Clock } from './clock.ts';

/** ms that what is due may take before others have their turn. */
const STRETCH = 4;

/** One timer for whatever is due next. */
export interface DueTimer {
  /** Something happened, and what is due next may have changed. */
  look(): void;
  /** Forgets the timer, until `look` is called again. */
  disarm(): void;
}

/**
 * Calls `tick` when `due()` has come, again and again while something still is. A timer that fires too early only looks again; so it is left alone when the
 * next `due` is later than it, and a keepalive that every frame puts off costs nothing.
 */
export function createDueTimer(
  clock: Clock,
  due: () => number | undefined,
  tick: (at: number) => void,
): DueTimer {
  let armedFor = Number.POSITIVE_INFINITY;
  let armedBy: unknown;
  let cancel: (() => void) | undefined;

  function disarm(): void {
    cancel?.();
    cancel = undefined;
    armedFor = Number.POSITIVE_INFINITY;
  }

  function look(): void {
    const next = due();
    if (next === undefined) return;
    const source = clock.source?.();
    if (next >= armedFor && source === armedBy) return;
    disarm();
    armedFor = next;
    armedBy = source;
    cancel = clock.after(Math.max(0, next - clock.now()), fire);
  }

  function fire(): void {
    cancel = undefined;
    armedFor = Number.POSITIVE_INFINITY;
    const at = clock.now();
    do {
      const next = due();
      if (next === undefined || next > at) break;
      tick(at);
    } while (clock.now() - at < STRETCH);
    look();
  }

  return { look, disarm };
}
