import type { Json, JsonObject } from '../../src/contract/json.ts';
import { isJsonObject } from '../../src/contract/json.ts';
import { formatPointer, readPointer, writePointer } from '../../src/contract/json-pointer.ts';
import type { Random } from '../../src/engine/random.ts';

/** Values that somebody's program forgot about. */
const ODD: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  'x',
  '{',
  '{{ uuid() }}',
  '{{',
  '{a}{a}',
  '\u0000',
  '\ud800',
  '😀'.repeat(50),
  'a'.repeat(10_000),
  '^(a+)+$',
  '(',
  '$message.payload#/id',
  '$message.payload#',
  '5s',
  '-5s',
  '999999999999h',
  [],
  [[]],
  [null],
  {},
  { $ref: '#' },
  { $ref: '#/' },
  { $ref: '#/channels' },
  { $ref: '#/nowhere' },
  { $ref: './nowhere.yaml' },
  { $ref: 'http://127.0.0.1:9/x' },
  { $ref: 7 },
  { type: 'object', properties: { __proto__: { type: 'string' } } },
  { allOf: [{ $ref: '#/components/schemas/Loop' }] },
];

const ODD_KEYS = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '',
    '$ref',
    '~0',
    '/',
    'x-countersign',
  ],
  ...[
    'type',
    'properties',
    'items',
    'oneOf',
    'enum',
    'const',
    'pattern',
    'required',
    'messages',
    'payload',
    'address',
  ],
  ...[
    'parameters',
    'bindings',
    'ws',
    'reply',
    'traits',
    'servers',
    'security',
    'examples',
    'every',
    'bind',
    'when',
  ],
];

/** A copy with one to four places changed. The same numbers make the same mutant. */
export function mutate(document: Json, random: Random): Json {
  let mutant = document;
  for (let count = random.integer(1, 4); count > 0; count -= 1) mutant = once(mutant, random);
  return mutant;
}

function once(document: Json, random: Random): Json {
  const places = placesOf(document);
  const pointer = random.pick(places) ?? '';
  const value = readPointer(document, pointer) ?? null;
  const other = (): Json => readPointer(document, random.pick(places) ?? '') ?? null;
  switch (random.integer(0, 9)) {
    case 0:
      return pointer === '' ? document : writePointer(document, pointer, undefined);
    case 1:
    case 2:
      return writePointer(document, pointer, random.pick(ODD) ?? null);
    case 3:
      return writePointer(document, pointer, other());
    case 4:
      return writePointer(document, pointer, { $ref: `#${random.pick(places) ?? ''}` });
    case 5:
      return isJsonObject(value)
        ? writePointer(document, pointer, withKey(value, random, other()))
        : document;
    case 6:
      return isJsonObject(value) ? writePointer(document, pointer, renamed(value, random)) : document;
    case 7:
      return writePointer(document, pointer, Array.isArray(value) ? [...value, ...value, other()] : [value]);
    case 8:
      return writePointer(document, pointer, typeof value === 'string' ? bent(value, random) : String(value));
    default:
      return writePointer(document, pointer, nested(value, random.integer(2, 300)));
  }
}

/** Every place of the document; of a very large one, the first few thousand. */
function placesOf(document: Json): readonly string[] {
  const places: string[] = [];
  const visit = (value: Json, path: readonly string[]): void => {
    if (places.length > 5_000) return;
    places.push(formatPointer(path));
    if (typeof value !== 'object' || value === null || path.length > 40) return;
    for (const [key, child] of Object.entries(value)) visit(child as Json, [...path, key]);
  };
  visit(document, []);
  return places;
}

function withKey(value: JsonObject, random: Random, child: Json): JsonObject {
  const key = random.pick(ODD_KEYS) ?? '';
  return Object.fromEntries([
    ...Object.entries(value),
    [key, random.integer(0, 1) === 0 ? child : (random.pick(ODD) ?? null)],
  ]);
}

function renamed(value: JsonObject, random: Random): JsonObject {
  const keys = Object.keys(value);
  const from = random.pick(keys);
  const to = random.integer(0, 1) === 0 ? random.pick(ODD_KEYS) : bent(from ?? '', random);
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key === from ? (to ?? '') : key, child]),
  );
}

function bent(text: string, random: Random): string {
  const at = random.integer(0, text.length);
  switch (random.integer(0, 3)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return (
        text.slice(0, at) +
        (random.pick(['{', '}', '/', '~', '#', '$', '\n', '%', '*', ' ']) ?? '') +
        text.slice(at)
      );
    case 2:
      return text.toUpperCase();
    default:
      return text + text;
  }
}

function nested(value: Json, levels: number): Json {
  let result = value;
  for (let level = 0; level < levels; level += 1)
    result = level % 3 === 0 ? { allOf: [result] } : { properties: { a: result } };
  return result;
}
