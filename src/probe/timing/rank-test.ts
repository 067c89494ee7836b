/** How two samples compare. */
export interface Ranks {
  /** How often a value of the first is greater than one of the second, ties counted by half: 0.5 where nothing differs. */
  readonly auc: number;
  /** How likely so great a difference is by chance alone (two-sided), by the normal approximation. */
  readonly p: number;
}

/** The test of Mann and Whitney, with the correction for ties. For samples of 20 and more. */
export function rankTest(first: readonly number[], second: readonly number[]): Ranks {
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) return { auc: 0.5, p: 1 };
  const all = [
    ...first.map((value) => ({ value, mine: true })),
    ...second.map((value) => ({ value, mine: false })),
  ].sort((a, b) => a.value - b.value);
  let rankSum = 0;
  let ties = 0;
  for (let at = 0; at < all.length; ) {
    let end = at;
    while (end < all.length && all[end]?.value === all[at]?.value) end += 1;
    const size = end - at;
    // Equal values share the mean of their ranks, which count from 1.
    const rank = at + (size + 1) / 2;
    rankSum += rank * all.slice(at, end).filter(({ mine }) => mine).length;
    ties += size ** 3 - size;
    at = end;
  }
  const u = rankSum - (m * (m + 1)) / 2;
  const total = m + n;
  const variance = ((m * n) / 12) * (total + 1 - ties / (total * (total - 1)));
  const z = variance === 0 ? 0 : (u - (m * n) / 2) / Math.sqrt(variance);
  return { auc: u / (m * n), p: Math.min(1, 2 * upperTail(Math.abs(z))) };
}

/** Of the normal distribution: Abramowitz and Stegun 26.2.17, exact to 7.5e-8. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
