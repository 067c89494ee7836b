import type { Json } from '../contract/json.ts';
import { isTooDeep } from './is-too-deep.ts';

/**
 * The value of a JSON text, or `undefined` where it must be read with more care: it is no JSON, or it has what
 * `JSON.parse` drops without a word (a key that stands twice, a number of 16 digits or more), or is too deep.
 */
export function parseJson(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (isTooDeep(value)) return undefined;
  let keys = 0;
  for (const [token, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|\d[\d.eE+-]*/g)) {
    if (colon !== undefined) keys += 1;
    else if (!token.startsWith('"') && token.length > 15) return undefined;
  }
  return keys === countKeys(value) ? value : undefined;
}

function countKeys(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, item: Json) => sum + countKeys(item), 0);
  return Object.values(value).reduce((sum: number, item) => sum + 1 + countKeys(item), 0);
}
