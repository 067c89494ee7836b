import type { VerifyEvent } from '../verify/events.ts';
import type { Io } from './io.ts';

export interface Progress {
  onEvent(event: VerifyEvent): void;
  end(): void;
}

/** One line that is written over and over, on a terminal; in CI and in pipes nothing. */
export function createProgress(io: Io): Progress {
  if (io.progress === undefined) return { onEvent() {}, end() {} };
  const write = io.progress;
  return {
    onEvent(event) {
      if (event.type === 'run-started') write(`0 of ${event.total}`);
      if (event.type === 'case-finished') write(`${event.done} of ${event.total}  ${event.result.key}`);
    },
    end: () => write(''),
  };
}
