import { openingOf } from '../../diagnose/openings.ts';
import { type Reception, receptionOf } from '../../diagnose/reception.ts';
import type { Subject } from '../../diagnose/subject.ts';
import type { Clock, Opened, Transport } from '../../dial/transport.ts';
import type { Ending, Moment } from './moment.ts';

/** ms between two handshakes at least; twice as long after each that fails, up to the second number. */
const PAUSE: readonly [number, number] = [1_000, 10_000];
/** ms that an answer may take. */
const PATIENCE = 5_000;

export interface WatchOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly onMoment: (moment: Moment) => void;
}

/** Stays connected, and comes back when it is put out: at most one handshake in a second. Returns how many there were. */
export async function watchServer(subject: Subject, options: WatchOptions): Promise<number> {
  const { transport, clock, signal, onMoment } = options;
  const began = clock.now();
  const at = (): number => Math.round(clock.now() - began);
  const opening = openingOf(subject, {});
  let handshakes = 0;
  for (let failed = 0; !signal.aborted; ) {
    const opened = await transport.open(opening, PATIENCE);
    handshakes += 1;
    const since = at();
    if (opened.wire === undefined) {
      failed += 1;
      if (!signal.aborted) onMoment({ kind: 'refused', at: since, reception: toReception(opened) });
    } else {
      onMoment({ kind: 'opened', at: since });
      const close = await untilEnded(opened.wire, signal);
      if (close === undefined) break;
      failed = at() - since > PAUSE[1] ? 0 : failed + 1;
      onMoment({ kind: 'ended', at: at(), lasted: at() - since, close });
    }
    await pause(clock, Math.min(PAUSE[1], PAUSE[0] * 2 ** Math.max(0, failed - 1)), signal);
  }
  return handshakes;
}

/** `undefined`: nobody but the watching ended it. */
function untilEnded(wire: NonNullable<Opened['wire']>, signal: AbortSignal): Promise<Ending | undefined> {
  return new Promise((resolve) => {
    const leave = (): void => {
      wire.close(1000);
      resolve(undefined);
    };
    wire.listen({
      frame: () => {},
      closed: (code, reason, _how, by) => {
        signal.removeEventListener('abort', leave);
        resolve(by === 'server' ? { code, reason } : undefined);
      },
    });
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
}

export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end, { once: true });
  });
}

function toReception({ handshake }: Opened): Reception {
  return receptionOf({
    connections: { a: { url: '', handshake, frames: [] } },
    answers: {},
    ended: 'stopped',
    steps: [],
    duration: 0,
  });
}
