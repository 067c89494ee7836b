import type { Clock } from '../dial/transport.ts';

/** When a run must end: because its time is over, or because somebody wants it to. */
export interface OverTime {
  readonly signal: AbortSignal;
  /** The time in ms, where that is why it ended. */
  timedOut(): number | undefined;
  /** Why it was ended for the backend's sake, where it was. */
  stopped(): string | undefined;
  /** Ends it for that reason. */
  stop(why: string): void;
  close(): void;
}

export function createOverTime(
  clock: Clock,
  timeout: number | undefined,
  signal: AbortSignal | undefined,
): OverTime {
  const end = new AbortController();
  let timedOut: number | undefined;
  let stopped: string | undefined;
  const interrupt = (): void => end.abort(signal?.reason);
  if (signal?.aborted === true) interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  const cancel =
    timeout === undefined
      ? undefined
      : clock.after(timeout, () => {
          if (end.signal.aborted) return;
          timedOut = timeout;
          end.abort();
        });
  return {
    signal: end.signal,
    timedOut: () => timedOut,
    stopped: () => stopped,
    stop(why) {
      if (end.signal.aborted) return;
      stopped = why;
      end.abort();
    },
    close() {
      cancel?.();
      signal?.removeEventListener('abort', interrupt);
    },
  };
}
