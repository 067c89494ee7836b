import type { Aim, Answer, Probe } from './probe.ts';
import { type Reception, receptionOf } from './reception.ts';
import type { Subject } from './subject.ts';

/** Everything that was asked and answered so far, in order. */
export interface Evidence {
  readonly subject: Subject;
  readonly entries: readonly Entry[];
  /** No more is to be asked, whatever could be: the time is up, or the user wants to end. */
  readonly over?: string;
}

export interface Entry {
  readonly probe: Probe;
  readonly answer: Answer;
  /** ms. */
  readonly took: number;
}

type AimOf<Of extends Aim['of']> = Extract<Aim, { of: Of }>;
export interface EntryOf<Of extends Aim['of']> extends Entry {
  readonly aim: AimOf<Of>;
}

/** The entries with that aim. */
export function entriesOf<Of extends Aim['of']>(evidence: Evidence, of: Of): readonly EntryOf<Of>[] {
  return evidence.entries.flatMap((entry) =>
    isAim(entry.probe.aim, of) ? [{ ...entry, aim: entry.probe.aim }] : [],
  );
}

function isAim<Of extends Aim['of']>(aim: Aim, of: Of): aim is AimOf<Of> {
  return aim.of === of;
}

export function isAsked(evidence: Evidence, id: string): boolean {
  return evidence.entries.some(({ probe }) => probe.id === id);
}

/** What the handshake of an entry came to; `undefined` where it was none. */
export function receptionIn(entry: Entry | undefined): Reception | undefined {
  return entry?.answer.via === 'handshake' ? receptionOf(entry.answer.transcript) : undefined;
}

/** An HTTP answer; `undefined` where there is none. */
export function httpIn(entry: Entry | undefined):
  | {
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: string;
    }
  | undefined {
  if (entry?.answer.via !== 'http' || entry.answer.record.outcome.kind !== 'answered') return undefined;
  return entry.answer.record.outcome;
}

/** How many opening handshakes were sent. */
export function handshakesIn(evidence: Evidence): number {
  return evidence.entries.filter(({ answer }) => answer.via === 'handshake').length;
}

/** The very same handshake, once more, was refused: nothing could be said on it. */
export function refusedLater(evidence: Evidence): Entry | undefined {
  return entriesOf(evidence, 'talk').find((entry) => receptionIn(entry)?.kind === 'refused');
}
