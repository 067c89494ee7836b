import { expect, test } from 'vitest';
import type { Json } from './json.ts';
import { writePointer } from './json-pointer.ts';

test.each<readonly [string, Json, string, Json | undefined, Json]>([
  ['a member', { a: 1 }, '/a', 2, { a: 2 }],
  ['a member that was not there', {}, '/a/b', 2, { a: { b: 2 } }],
  ['a member is removed', { a: 1, b: 2 }, '/a', undefined, { b: 2 }],
  ['an item', [1, 2], '/1', 3, [1, 3]],
  ['the item after the last', [1], '/1', 2, [1, 2]],
  ['the same, by its sign', [1], '/-', 2, [1, 2]],
  ['an item is removed', [1, 2], '/0', undefined, [2]],
  ['no item beyond that', [1], '/3', 2, [1]],
  ['a name is no item', [1], '/a', 2, [1]],
  ['and removes none', [1], '/a', undefined, [1]],
  ['a key of the language is a key', {}, '/__proto__', 1, JSON.parse('{ "__proto__": 1 }') as Json],
  ['the whole', { a: 1 }, '', 2, 2],
])('%s', (_, value, pointer, replacement, expected) => {
  const written = writePointer(value, pointer, replacement);
  expect(JSON.stringify(written)).toBe(JSON.stringify(expected));
  expect(Object.keys(written as object)).toEqual(Object.keys(expected as object));
});
