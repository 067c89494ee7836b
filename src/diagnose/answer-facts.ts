import type { Facts } from './facts.ts';

export const statusOf = ({ base }: Facts): number | undefined =>
  base?.kind === 'refused' ? base.outcome.status : undefined;

export const bodyOf = ({ base }: Facts): string => (base?.kind === 'refused' ? base.outcome.body : '');
