import type { JournalEntry } from '../mock/journal.ts';
import type { MockVerbs } from '../mock/verbs.ts';

/** What the matchers ask of a mock: any adapter's has these. */
export type AskedMock = Pick<MockVerbs, 'received' | 'violations' | 'journal'>;

export function isMock(subject: unknown): subject is AskedMock {
  if (typeof subject !== 'object' || subject === null) return false;
  const { received, violations, journal } = subject as Partial<AskedMock>;
  return typeof received === 'function' && typeof violations === 'function' && typeof journal === 'object';
}

/** Throws a `TypeError` that names the matcher. */
export function demandMock(subject: unknown, matcher: string): AskedMock {
  if (isMock(subject)) return subject;
  throw new TypeError(
    `${matcher} asks a mock what it received, and this is none. Give it what startMock() or the fixture of contractTest() gave.`,
  );
}

/** No endpoint, and no companion, of the contract is meant by it. */
export function isUnhandled(entry: JournalEntry): boolean {
  if (entry.type === 'handshake')
    return entry.outcome === 'refused' && entry.guard === 'path' && entry.endpoint === undefined;
  return entry.type === 'request' && entry.companion === undefined && entry.status === 404;
}

/** A breach of the contract that is not the client's: a handler of the mock sent what it must not. */
export function isOfServer(entry: JournalEntry): boolean {
  return entry.type === 'frame' && entry.from === 'server';
}
