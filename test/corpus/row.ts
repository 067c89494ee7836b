import type { Party } from '../../src/contract/party.ts';

/** What happened to one document on its way through load, compile, lint, mock and closure. */
export type Row = RefusedRow | CrashedRow | HeldRow;

interface RowBase {
  /** Relative to the folder of the corpus. */
  readonly document: string;
  /** Wall time, ms. */
  readonly ms: number;
}

/** Countersign said no, with one of its own errors. */
export interface RefusedRow extends RowBase {
  readonly kind: 'refused';
  readonly code: string;
  /** In one line: what, where, and how many further problems. */
  readonly reason: string;
}

/** Anything that no document may bring about: another exception, a finding that owns to a bug, or a hang. */
export interface CrashedRow extends RowBase {
  readonly kind: 'crashed';
  readonly reason: string;
}

export interface HeldRow extends RowBase {
  readonly kind: 'held';
  readonly perspective: Party;
  /** Promises of the document. */
  readonly promises: number;
  readonly exercised: number;
  /** Cases, by outcome. */
  readonly observed: number;
  readonly notObserved: number;
  readonly skipped: number;
  /** Problems that `load`, `compile` and `lint` name; none is an error. */
  readonly problems: number;
  /** Messages that the mock cannot play: neither a valid example nor a valid sample could be had. */
  readonly mute: readonly string[];
  /** Reason → the promises that were not exercised for it. */
  readonly reasons: readonly { readonly reason: string; readonly promises: readonly string[] }[];
  /** Promises that were neither exercised nor have a reason. */
  readonly silent: readonly string[];
  /** What `verify` holds against the document's own mock. */
  readonly falseAlarms: readonly string[];
}

/** Every promise was exercised or says why not, and nothing is held against the mock. */
export function isClosed(row: Row): boolean {
  return row.kind === 'held' && row.falseAlarms.length === 0 && row.silent.length === 0;
}
