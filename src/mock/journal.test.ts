import { describe, expect, test } from 'vitest';
import { frameEntry } from './entries.ts';
import { createJournal, JOURNAL_DATA_LIMIT, JOURNAL_TEXT_LIMIT, type JournalEntry } from './journal.ts';

const place = { id: 1, endpoint: 'chat' };
const frame = (data: string) => frameEntry(0, 'client', place, 'say', 'text', data);
const ids = (entries: readonly JournalEntry[]): readonly number[] => entries.map(({ id }) => id);

describe('the journal', () => {
  test('numbers its entries from 1 and gives them in their order', () => {
    const journal = createJournal(10);
    expect(journal.last).toBe(0);
    for (const data of ['a', 'b', 'c']) journal.append(frame(data));
    expect(journal.entries().map((entry) => [entry.id, entry.type === 'frame' && entry.data])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(journal.last).toBe(3);
  });

  test.each([
    [1, [5]],
    [3, [3, 4, 5]],
    [5, [1, 2, 3, 4, 5]],
    [9, [1, 2, 3, 4, 5]],
  ])('of size %i keeps the newest of five: %j', (size, kept) => {
    const journal = createJournal(size);
    for (const data of ['a', 'b', 'c', 'd', 'e']) journal.append(frame(data));
    expect(ids(journal.entries())).toEqual(kept);
  });

  test.each([
    [0, [3, 4, 5]],
    [3, [4, 5]],
    [5, []],
    [99, []],
    [-1, [3, 4, 5]],
  ])('gives what came after entry %i: %j', (since, found) => {
    const journal = createJournal(3);
    for (const data of ['a', 'b', 'c', 'd', 'e']) journal.append(frame(data));
    expect(ids(journal.entries(since))).toEqual(found);
  });

  test('cuts the data of a long frame, and says how long it was', () => {
    const journal = createJournal(2);
    journal.append(frame('x'.repeat(JOURNAL_DATA_LIMIT + 1)));
    const [entry] = journal.entries();
    expect(entry?.type === 'frame' && [entry.data.length, entry.length]).toEqual([
      JOURNAL_DATA_LIMIT,
      JOURNAL_DATA_LIMIT + 1,
    ]);
  });

  test('tells listeners of each entry until they have enough', () => {
    const journal = createJournal(1);
    const heard: number[] = [];
    const enough = journal.listen(({ id }) => heard.push(id));
    journal.append(frame('a'));
    journal.append(frame('b'));
    enough();
    journal.append(frame('c'));
    expect(heard).toEqual([1, 2]);
  });

  test.each([
    ['text' as const, 'hello'],
    ['binary' as const, 'AAEC'],
    ['text' as const, 'x'.repeat(JOURNAL_DATA_LIMIT + 1)],
  ])('has the same entry of a plain %s frame as of one that is appended', (kind, data) => {
    const [appended, plain] = [createJournal(2), createJournal(2)];
    for (let i = 0; i < 3; i += 1) {
      appended.append(frameEntry(i, 'server', place, 'say', kind, data));
      plain.frame(i, 'server', place.id, place.endpoint, 'say', kind, data);
    }
    expect(plain.entries()).toEqual(appended.entries());
    expect(plain.entries()[0]).toBe(plain.entries()[0]);
  });

  test('keeps an entry that was read as it was, whatever comes into its place', () => {
    const journal = createJournal(1);
    journal.frame(1, 'client', 1, 'chat', 'say', 'text', 'a');
    const [read] = journal.entries();
    journal.frame(2, 'server', 2, 'chat', 'said', 'text', 'b');
    expect(read).toMatchObject({ id: 1, data: 'a' });
    expect(journal.entries()).toMatchObject([{ id: 2, data: 'b' }]);
  });

  test('tells listeners of plain frames too, but not those who want none', () => {
    const journal = createJournal(5);
    const heard: string[] = [];
    journal.listenBesideFrames(({ type }) => heard.push(`beside frames: ${type}`));
    journal.listen(({ type, id }) => heard.push(`${type} ${id}`));
    journal.frame(1, 'client', 1, 'chat', 'say', 'text', 'a');
    journal.append({ id: 0, type: 'faults', at: 2, faults: [] });
    expect(heard).toEqual(['frame 1', 'faults 2', 'beside frames: faults']);
  });

  test.each(['append', 'frame'] as const)('forgets the oldest when its text grows too long: %s', (how) => {
    const journal = createJournal(100_000);
    const data = 'x'.repeat(JOURNAL_DATA_LIMIT);
    const fit = JOURNAL_TEXT_LIMIT / JOURNAL_DATA_LIMIT;
    for (let i = 0; i < fit + 5; i += 1) {
      if (how === 'append') journal.append(frame(data));
      else journal.frame(0, 'client', 1, 'chat', 'say', 'text', data);
    }
    expect(journal.entries()).toHaveLength(fit);
    expect(journal.entries()[0]?.id).toBe(6);
  });

  test('is empty after clear, and numbers go on', () => {
    const journal = createJournal(3);
    for (const data of ['a', 'b', 'c', 'd']) journal.append(frame(data));
    journal.clear();
    expect(journal.entries()).toEqual([]);
    journal.append(frame('e'));
    expect(ids(journal.entries())).toEqual([5]);
  });
});
