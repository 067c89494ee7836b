import type { Json } from '../contract/json.ts';
import type { CheckContext } from './check.ts';

/** Well-formed, and a message of nobody. */
const CANDIDATES: readonly Json[] = [
  { type: 'countersign-unknown', note: 'a message that the document does not have' },
  { event: 'countersign-unknown', action: 'countersign-unknown', type: 'countersign-unknown' },
  ['countersign-unknown'],
  'countersign-unknown',
];

/** A payload that is well-formed and fits no message that a client may send; `undefined`: there is none. */
export function unknownPayload(context: CheckContext, endpoint: string): Json | undefined {
  const recogniser = context.recogniser(endpoint, 'client');
  return CANDIDATES.find(
    (json) => recogniser.recognise({ kind: 'text', text: JSON.stringify(json) }).kind === 'unknown',
  );
}
