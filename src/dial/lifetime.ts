import type { Transcript } from '../transcript/transcript.ts';
import type { Clock } from './transport.ts';

/** How long a script runs: it ends once, and whatever waits then waits no longer. */
export interface Lifetime {
  /** Why it has ended; `undefined` while it goes on. */
  ended(): Transcript['ended'] | undefined;
  /** Ends it; the first reason stays. */
  end(why: Transcript['ended']): void;
  /**
   * Waits until `begin` calls `done`, `ms` have passed, or the script ends; resolves in every case.
   * `begin` returns what undoes it, called once.
   */
  pause(ms: number, begin?: (done: () => void) => (() => void) | undefined): Promise<void>;
}

export function createLifetime(clock: Clock): Lifetime {
  const waiting = new Set<() => void>();
  let reason: Transcript['ended'] | undefined;

  return {
    ended: () => reason,
    end(why) {
      reason ??= why;
      for (const stop of [...waiting]) stop();
    },
    pause: (ms, begin) =>
      new Promise((resolve) => {
        if (reason !== undefined) return resolve();
        let undo: (() => void) | undefined;
        let over = false;
        const settle = (): void => {
          if (over) return;
          over = true;
          cancel();
          waiting.delete(settle);
          undo?.();
          resolve();
        };
        const cancel = clock.after(ms, settle);
        waiting.add(settle);
        undo = begin?.(settle);
        if (over) undo?.();
      }),
  };
}
