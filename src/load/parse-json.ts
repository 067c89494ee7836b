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
  return hasLongNumber(text) || countColons(text) !== countKeys(value) ? undefined : value;
}

/** Outside of texts; `JSON.parse` has made sure that each of them ends. */
function hasLongNumber(text: string): boolean {
  return /\d{2}/.test(text) && [...outsideOfTexts(text)].some((part) => /\d[\d.eE+-]{15}/.test(part));
}

/** Each colon outside of a text belongs to a key. */
function countColons(text: string): number {
  let colons = 0;
  for (const part of outsideOfTexts(text)) {
    for (let at = part.indexOf(':'); at !== -1; at = part.indexOf(':', at + 1)) colons += 1;
  }
  return colons;
}

/** The pieces between the texts. @note A regular expression for a text overflows the stack on one of 20 MB. */
function* outsideOfTexts(text: string): Iterable<string> {
  let start = 0;
  for (let quote = text.indexOf('"'); quote !== -1; quote = text.indexOf('"', start)) {
    yield text.slice(start, quote);
    let end = quote + 1;
    while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    start = end + 1;
  }
  yield text.slice(start);
}

function countKeys(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, item: Json) => sum + countKeys(item), 0);
  return Object.values(value).reduce((sum: number, item) => sum + 1 + countKeys(item), 0);
}
