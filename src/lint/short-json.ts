import type { Json } from '../contract/json.ts';

const LONGEST = 80;

/** A payload for a sentence: JSON on one line, cut where it is long. */
export function shortJson(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
