import { describe, expect, test } from 'vitest';
import { createEntryStore, type EntryStore, MOST_ENTRIES } from '../../src/mock/console/page/entry-store.ts';
import { frame } from './entries.ts';

/** A store whose filters go on when the test says so. */
function store(): { readonly entries: EntryStore; goOn(): void } {
  const later: (() => void)[] = [];
  return {
    entries: createEntryStore(
      () => {},
      (run) => later.push(run),
    ),
    goOn() {
      for (let run = later.shift(); run !== undefined; run = later.shift()) run();
    },
  };
}

const frames = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => frame(from + index, { data: `"${from + index}"` }));
const ids = (entries: EntryStore) => entries.shown.map(({ id }) => id);

describe('what is shown', () => {
  test('all that passes, also of what comes later', () => {
    const { entries } = store();
    entries.add(frames(1, 4));
    entries.filter(({ id }) => id % 2 === 0);
    entries.add(frames(5, 3));
    expect(ids(entries)).toEqual([2, 4, 6]);
    expect(entries.total).toBe(7);
  });

  test('a filter that has not come to the end leaves nothing out and takes nothing twice', () => {
    const { entries, goOn } = store();
    entries.add(frames(1, 20_000));
    const until = performance.now() + 12;
    entries.filter(({ id }) => {
      while (id === 1 && performance.now() < until);
      return id % 5_000 === 0;
    });
    expect(entries.isFiltering).toBe(true);
    entries.add(frames(20_001, 5_000));
    goOn();
    expect(entries.isFiltering).toBe(false);
    expect(ids(entries)).toEqual([5_000, 10_000, 15_000, 20_000, 25_000]);
  });

  test('a filter that is overtaken by another stops', () => {
    const { entries, goOn } = store();
    entries.add(frames(1, 3));
    entries.filter(() => true);
    entries.filter(({ id }) => id === 2);
    goOn();
    expect(ids(entries)).toEqual([2]);
  });

  test('while paused nothing new; then all of it', () => {
    const { entries } = store();
    entries.add(frames(1, 1));
    entries.pause(true);
    entries.add(frames(2, 2));
    expect([ids(entries), entries.waiting]).toEqual([[1], 2]);
    entries.pause(false);
    expect([ids(entries), entries.waiting]).toEqual([[1, 2, 3], 0]);
  });

  test('after it was cleared, only what comes then', () => {
    const { entries } = store();
    entries.add([frame(1, { violation: 'wrong' })]);
    entries.clear();
    expect([entries.total, entries.violations]).toEqual([0, 0]);
    entries.add(frames(2, 1));
    expect(ids(entries)).toEqual([2]);
  });
});

test('the oldest go when there is too much text, however few they are', () => {
  const { entries } = store();
  const data = 'x'.repeat(60_000);
  for (let from = 1; from < 5_000; from += 500)
    entries.add(Array.from({ length: 500 }, (_, index) => frame(from + index, { data })));
  expect(entries.total * data.length).toBeLessThan(2_500 * data.length);
  expect(entries.shown.at(-1)?.id).toBe(5_000);
});

test('the oldest go when there are too many, and how many of them were shown is counted', () => {
  const { entries } = store();
  entries.add([frame(1, { violation: 'wrong' })]);
  entries.filter(({ id }) => id % 2 === 1);
  for (let from = 2; from <= MOST_ENTRIES + 2_000; from += 1_000) entries.add(frames(from, 1_000));
  expect(entries.total).toBeLessThanOrEqual(MOST_ENTRIES + 2_000);
  expect(entries.violations).toBe(0);
  const [first] = entries.shown;
  expect(entries.gone).toBe(((first?.id ?? 0) - 1) / 2);
  expect(entries.gone).toBeGreaterThan(0);
});
