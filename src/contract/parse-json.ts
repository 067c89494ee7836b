import type { Json } from './json.ts';

/** Levels of lists and objects in what a peer sends; more would overflow the stack of whoever looks at it. */
const DEEPEST = 250;

/** A text that a peer sent, read as JSON; or why it cannot be: it is none, or nested deeper than 250 levels. */
export function parseJson(text: string): { readonly value: Json } | { readonly error: string } {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
  // Each level takes two characters, one of which opens it, so that most texts need no second look.
  const isDeep = text.length > 2 * DEEPEST && opensOften(text, DEEPEST) && isDeeperThan(value, DEEPEST);
  return isDeep ? { error: `it is nested deeper than ${DEEPEST} levels` } : { value };
}

/** `parseJson` for those who do not ask why: `undefined` for what cannot be read. */
export function jsonOf(text: string): Json | undefined {
  const parsed = parseJson(text);
  return 'value' in parsed ? parsed.value : undefined;
}

/** Whether more than that many lists and objects begin in a text, those within its strings counted as well. */
function opensOften(text: string, times: number): boolean {
  let found = 0;
  for (const bracket of '[{')
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      found += 1;
      if (found > times) return true;
    }
  return false;
}

/** Looks no further down than that. */
export function isDeeperThan(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const item of Array.isArray(value) ? value : Object.values(value))
    if (isDeeperThan(item as Json, levels - 1)) return true;
  return false;
}
