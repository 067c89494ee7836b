import { expect, test } from 'vitest';
import { createJournal, type HandshakeEntry, type Journal, type NewEntry } from './journal.ts';
import { watchReconnects } from './watch-reconnects.ts';

const watched = (size = 1000): Journal => {
  const journal = createJournal(size);
  watchReconnects(journal);
  return journal;
};
function knock(journal: Journal, at: number, more: Partial<HandshakeEntry> = {}): void {
  journal.append({
    type: 'handshake',
    at,
    outcome: 'refused',
    peer: { host: '127.0.0.1', port: 50_000 + (at % 100) },
    target: '/ws',
    ...more,
    id: 0,
  } as NewEntry);
}
const knocks = (journal: Journal, count: number, more: Partial<HandshakeEntry> = {}, from = 0): void => {
  for (let i = 0; i < count; i += 1) knock(journal, from + i * 1000, more);
};
const storms = (journal: Journal): readonly number[] =>
  journal.entries().flatMap(({ id, type }) => (type === 'storm' ? [id] : []));

test('a storm is named once, right after the refusal that shows it', () => {
  const journal = watched();
  knocks(journal, 12);
  expect(storms(journal)).toEqual([6]);
  expect(journal.entries()).toHaveLength(13);
});

test.each<[string, Partial<HandshakeEntry>]>([
  ['another host', { peer: { host: '10.0.0.2', port: 1 } }],
  ['another target', { target: '/other' }],
  ['another origin', { origin: 'https://other.test' }],
])('%s is another client', (_, other) => {
  const journal = watched();
  for (let i = 0; i < 4; i += 1) {
    knock(journal, i * 1000);
    knock(journal, i * 1000 + 1, other);
  }
  expect(storms(journal)).toEqual([]);
  knock(journal, 4000, other);
  expect(storms(journal)).toEqual([10]);
});

test('whoever is let in begins anew', () => {
  const journal = watched();
  knocks(journal, 4);
  knock(journal, 4000, { outcome: 'accepted' });
  knocks(journal, 4, {}, 5000);
  expect(storms(journal)).toEqual([]);
  knock(journal, 9000);
  expect(storms(journal)).toEqual([11]);
});

test('a journal that was emptied knows nothing of it', () => {
  const journal = watched();
  knocks(journal, 5);
  journal.clear();
  knocks(journal, 4, {}, 5000);
  expect(storms(journal)).toEqual([]);
  knock(journal, 9000);
  expect(storms(journal)).toEqual([12]);
});

test('a journal that has forgotten the entry gets it again', () => {
  const journal = watched(5);
  knocks(journal, 11);
  expect(storms(journal)).toEqual([12]);
});

/** Five connections, each accepted and then ended. */
function visits(end: {
  readonly by?: 'client' | 'server';
  readonly code?: number;
  readonly after?: number;
}): Journal {
  const { by = 'server', code = 4401, after = 5 } = end;
  const journal = watched();
  for (let i = 1; i <= 5; i += 1) {
    knock(journal, i * 3000, { outcome: 'accepted', connection: i });
    const at = i * 3000 + after;
    journal.append({ id: 0, type: 'close', at, connection: i, endpoint: 'e', by, code, reason: '' });
  }
  return journal;
}

test('what is accepted and closed at once is refused, too', () => {
  const journal = visits({});
  expect(storms(journal)).toEqual([11]);
  expect(journal.entries().at(-1)).toMatchObject({
    times: 5,
    interval: 3000,
    reason: 'It is closed with 4401 at once.',
  });
});

test.each([
  ['the client leaves', { by: 'client' as const }],
  ['the server restarts', { code: 1012 }],
  ['the connection has lasted', { after: 1500 }],
])('%s: that is no refusal', (_, end) => {
  expect(storms(visits(end))).toEqual([]);
});
