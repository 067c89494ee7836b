import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inIdleTime } from './warm-up.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Steps of so many ms each, and how many were taken. */
function steps(count: number, cost: number) {
  const taken = { count: 0 };
  function* work(): Generator<void> {
    for (; taken.count < count; taken.count += 1) {
      vi.setSystemTime(Date.now() + cost);
      now += cost;
      yield;
    }
  }
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  return { taken, work: work() };
}

test('it begins after a while, and does a little at a time until all is done', () => {
  const { taken, work } = steps(20, 2);
  inIdleTime(work);
  expect(taken.count).toBe(0);
  vi.advanceTimersToNextTimer();
  expect(taken.count).toBeLessThan(4);
  vi.runAllTimers();
  expect(taken.count).toBe(20);
});

test('it gives up where there is too much to do', () => {
  const { taken, work } = steps(10_000, 2);
  inIdleTime(work);
  vi.runAllTimers();
  expect(taken.count).toBeGreaterThan(200);
  expect(taken.count).toBeLessThan(400);
});

test('it ends when it is told to', () => {
  const { taken, work } = steps(20, 2);
  inIdleTime(work)();
  vi.runAllTimers();
  expect(taken.count).toBe(0);
});
