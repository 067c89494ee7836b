import type { JournalEntry } from '../../journal.ts';
import { violationOf } from '../../violation.ts';

/** Which entries are shown: those that fit all of it. */
export interface EntryFilter {
  /** Words that all occur, in any case, anywhere in the entry. */
  readonly text: string;
  readonly endpoint: string | undefined;
  readonly connection: number | undefined;
  /** `other`: what is no frame. */
  readonly from: 'all' | 'client' | 'server' | 'other';
  readonly onlyWrong: boolean;
}

export const EVERYTHING: EntryFilter = {
  text: '',
  endpoint: undefined,
  connection: undefined,
  from: 'all',
  onlyWrong: false,
};

export function isEverything(filter: EntryFilter): boolean {
  return Object.entries(EVERYTHING).every(([name, value]) => filter[name as keyof EntryFilter] === value);
}

/** The test that an entry passes or not. Words are looked for where they stand: nothing is copied. */
export function passes(filter: EntryFilter): (entry: JournalEntry) => boolean {
  const words = filter.text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(anyCase);
  return (entry) =>
    (filter.endpoint === undefined || ('endpoint' in entry && entry.endpoint === filter.endpoint)) &&
    (filter.connection === undefined || ('connection' in entry && entry.connection === filter.connection)) &&
    (filter.from === 'all' || partyOf(entry) === filter.from) &&
    (!filter.onlyWrong || violationOf(entry) !== undefined) &&
    words.every((word) => textsOf(entry).some((text) => text !== undefined && word.test(text)));
}

function anyCase(word: string): RegExp {
  return new RegExp(word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i');
}

function partyOf(entry: JournalEntry): EntryFilter['from'] {
  return entry.type === 'frame' ? entry.from : 'other';
}

function textsOf(entry: JournalEntry): readonly (string | undefined)[] {
  switch (entry.type) {
    case 'frame':
      return [entry.message ?? 'unknown unnamed', entry.data, entry.violation, entry.endpoint, entry.fault];
    case 'handshake':
      return [
        entry.outcome,
        entry.target,
        entry.origin,
        entry.endpoint,
        entry.reason,
        entry.guard,
        entry.fault,
      ];
    case 'close':
      return ['closed', String(entry.code), entry.reason, entry.endpoint, entry.violation, entry.fault];
    case 'request':
      return [entry.method, entry.target, String(entry.status), entry.companion, entry.fault];
    case 'storm':
      return ['reconnect storm', entry.target, entry.reason, entry.endpoint];
    case 'faults':
      return ['faults', ...entry.faults];
    case 'handler':
      return [entry.handler, entry.message, entry.endpoint];
    case 'bug':
      return ['bug', entry.message];
  }
}
