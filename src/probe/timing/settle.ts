import { type Ranks, rankTest } from './rank-test.ts';

/** ms from the last byte of the request to the first of the answer, for the target and for two paths that do not exist. */
export interface Samples {
  readonly target: readonly number[];
  readonly controls: readonly [readonly number[], readonly number[]];
}

export interface Settled {
  /** The target is answered at another pace than paths that do not exist: somebody is there. */
  readonly differs: boolean;
  readonly target: Ranks;
  /** One path that does not exist against the other: what noise alone makes. */
  readonly noise: Ranks;
  /** The controls differ among themselves: this machine is too busy to measure anything. */
  readonly noisy: boolean;
}

/** HANDSHAKE 4.4: a route is answered faster or slower than none, by so much at least. */
const OUTSIDE: readonly [number, number] = [0.25, 0.75];
/** And two paths that do not exist by no more than this. */
const INSIDE: readonly [number, number] = [0.35, 0.65];
/** Most chance that is taken of calling noise a route. */
export const CHANCE = 0.001;

/**
 * Says a difference only where it is great, where chance hardly makes it, and where it is there in either half of the
 * samples. No difference proves nothing: a route may take as long as none.
 */
export function settle({ target, controls: [first, second] }: Samples): Settled {
  const compared = rankTest(target, [...first, ...second]);
  const noise = rankTest(first, second);
  const half = (values: readonly number[], late: boolean): readonly number[] =>
    late ? values.slice(values.length >> 1) : values.slice(0, values.length >> 1);
  const halves = [false, true].map((late) =>
    rankTest(half(target, late), [...half(first, late), ...half(second, late)]),
  );
  const noisy = !isInside(noise.auc);
  const slower = compared.auc > 0.5;
  const agree = halves.every(({ auc }) => auc > 0.5 === slower && !isInside(auc));
  const great = compared.auc <= OUTSIDE[0] || compared.auc >= OUTSIDE[1];
  return {
    differs: great && agree && !noisy && compared.p < CHANCE,
    target: compared,
    noise,
    noisy,
  };
}

function isInside(auc: number): boolean {
  return auc >= INSIDE[0] && auc <= INSIDE[1];
}
