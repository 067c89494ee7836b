import type { Certainty } from '../result/diagnosis.ts';

/** How sure a verdict is, as every report says it. */
export const SURE: Readonly<Record<Certainty, string>> = {
  proven: 'proven',
  likely: 'likely',
  'one-of': 'one of these',
};
