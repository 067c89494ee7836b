import { describe, expect, test } from 'vitest';
import { rankTest } from './rank-test.ts';
import { settle } from './settle.ts';

/** Repeatable noise: a long tail, as the times of answers have one. */
function noise(seed: number, count: number, shift = 0): readonly number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return shift + 0.4 - 0.1 * Math.log(1 - state / 2_147_483_648);
  });
}

describe('the rank test', () => {
  test.each<[string, readonly number[], readonly number[], number, number]>([
    // By hand: U and the variance with its correction for ties, and erfc for the tail.
    ['apart', [1, 2, 3, 4, 5], [6, 7, 8, 9, 10], 0, 0.009023],
    ['mixed', [1, 4, 6, 7, 9], [2, 3, 5, 8, 10], 0.48, 0.916815],
    ['with ties', [1, 2, 2, 3], [2, 2, 3, 4], 0.28125, 0.278446],
    ['all alike', [1, 1, 1], [1, 1, 1], 0.5, 1],
    ['empty', [], [1], 0.5, 1],
  ])('%s', (_, first, second, auc, p) => {
    const ranks = rankTest(first, second);
    expect(ranks.auc).toBeCloseTo(auc, 6);
    expect(ranks.p).toBeCloseTo(p, 3);
  });
});

describe('what a hundred rounds settle', () => {
  const controls = [noise(2, 100), noise(3, 100)] as const;

  test('a slower path differs', () => {
    expect(settle({ target: noise(1, 100, 0.3), controls })).toMatchObject({ differs: true, noisy: false });
  });

  test('a faster one, too', () => {
    expect(settle({ target: noise(1, 100, -0.3), controls })).toMatchObject({ differs: true });
  });

  test('a small difference is none, however sure it is', () => {
    const settled = settle({ target: noise(1, 100, 0.05), controls });
    expect(settled.target.p).toBeLessThan(0.001);
    expect(settled.target.auc).toBeLessThan(0.75);
    expect(settled.differs).toBe(false);
  });

  test('a difference in one half only is a disturbance', () => {
    const target = [...noise(1, 50), ...noise(4, 50, 2)];
    expect(settle({ target, controls }).differs).toBe(false);
  });

  test('where the controls differ, nothing is measured', () => {
    const settled = settle({ target: noise(1, 100, 1), controls: [noise(2, 100), noise(3, 100, 0.2)] });
    expect(settled).toMatchObject({ differs: false, noisy: true });
  });

  test('equal paths are called different less than once in a thousand times', () => {
    const wrong = Array.from({ length: 1_000 }, (_, i) =>
      settle({
        target: noise(7 * i + 1, 100),
        controls: [noise(11 * i + 501, 100), noise(13 * i + 9_001, 100)],
      }),
    ).filter(({ differs }) => differs);
    expect(wrong).toEqual([]);
  });
});
