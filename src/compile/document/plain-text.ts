import type { Json } from '../../contract/json.ts';

/** As a person would read the value; any other than a text, as JSON: an object may have a `toString` of its own. */
export function plainText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
