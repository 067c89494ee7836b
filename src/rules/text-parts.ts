import type { TextPattern } from '../contract/binding.ts';
import type { Json } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import { regExpOf } from '../schema/patterns/reg-exp-of.ts';

/** Compiled patterns: the few of a document are run again and again. */
const compiled = new Map<string, RegExp | undefined>();
/** Enough for any document. */
const COMPILED_LIMIT = 4_096;

/**
 * What the named group of that name holds (`/id` is `(?<id>…)`), by the first pattern that the text fits and that
 * has such a group. `undefined`: none has.
 */
export function readPart(
  text: string,
  patterns: readonly TextPattern[],
  pointer: string,
): string | undefined {
  const place = placeOf(text, patterns, pointer);
  return place === undefined ? undefined : text.slice(...place);
}

/** The text with that value in the place of the group; as it is where it has no such place. */
export function writePart(
  text: string,
  patterns: readonly TextPattern[],
  pointer: string,
  value: Json,
): string {
  const place = placeOf(text, patterns, pointer);
  if (place === undefined) return text;
  return text.slice(0, place[0]) + textOf(value) + text.slice(place[1]);
}

/** A value as a text frame says it: a JSON string without its quotes, everything else as JSON. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function placeOf(
  text: string,
  patterns: readonly TextPattern[],
  pointer: string,
): [start: number, end: number] | undefined {
  const [name = '', ...rest] = parsePointer(pointer);
  if (rest.length > 0) return undefined;
  for (const { pattern, longest } of patterns) {
    if (longest !== undefined && text.length > longest) continue;
    const place = expressionOf(pattern)?.exec(text)?.indices?.groups?.[name];
    if (place !== undefined) return place;
  }
  return undefined;
}

/** `d`: the groups tell their places. `undefined`: it is no regular expression. */
function expressionOf(pattern: string): RegExp | undefined {
  if (compiled.has(pattern)) return compiled.get(pattern);
  if (compiled.size >= COMPILED_LIMIT) compiled.clear();
  const expression = made(pattern);
  compiled.set(pattern, expression);
  return expression;
}

function made(pattern: string): RegExp | undefined {
  try {
    return regExpOf(pattern, 'd');
  } catch {
    return undefined;
  }
}
