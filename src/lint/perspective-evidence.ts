import type { Contract, Perspective } from '../contract/contract.ts';
import type { Party } from '../contract/party.ts';

/** What speaks for one view of a document. */
export interface Evidence {
  /** The sum of its weights, 0 or more. */
  readonly weight: number;
  readonly reasons: readonly string[];
}

export function evidenceFor({ clues = [] }: Perspective, party: Party): Evidence {
  const own = clues.filter(({ weight }) => weight > 0 === (party === 'server'));
  return {
    weight: own.reduce((sum, { weight }) => sum + Math.abs(weight), 0),
    reasons: own.map(({ reason }) => reason),
  };
}

/** As much as one clear sign: a reply, a summary that names the sender twice, three telling names. */
const STRONG = 3;

/**
 * Strong evidence for both views, and neither far above the other: some of the document is written from each. Where
 * all of it goes one way there is no second half that could be.
 */
export function isMixed({ perspective, endpoints, companions }: Contract): boolean {
  const kinds = new Set(endpoints.flatMap(({ operations }) => operations.map(({ kind }) => kind)));
  if (kinds.size < 2 && companions.length === 0) return false;
  const weights = (['server', 'client'] as const).map((party) => evidenceFor(perspective, party).weight);
  const weaker = Math.min(...weights);
  return weaker >= STRONG && weaker * 2 > Math.max(...weights);
}
