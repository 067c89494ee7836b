import { expect, test } from 'vitest';
import type { Json } from '../../src/contract/json.ts';
import { jsonLines } from '../../src/mock/console/page/json-lines.ts';

const textOf = (value: Json): string =>
  jsonLines(value, 1_000)
    .map(({ depth, tokens }) => `${'  '.repeat(depth)}${tokens.map(({ text }) => text).join('')}`)
    .join('\n');

test.each<[Json]>([
  [{}],
  [[]],
  ['a "text"'],
  [null],
  [{ a: 1, b: [true, { c: null }], 'd/e~f': { g: [] } }],
  [[1, [2, [3]], {}]],
])('%j is written as JSON.stringify writes it', (value) => {
  expect(textOf(value)).toBe(JSON.stringify(value, undefined, 2));
});

test('each line knows the place that begins there', () => {
  expect(jsonLines({ a: [1], 'b/~': 2 }, 1_000).map(({ pointer }) => pointer)).toEqual([
    '',
    '/a',
    '/a/0',
    undefined,
    '/b~1~0',
    undefined,
  ]);
});

test('no more lines than are asked for', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => index);
  expect(jsonLines(many, 50)).toHaveLength(50);
});
