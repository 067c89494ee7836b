import { expect, test } from 'vitest';
import { patternSize } from './pattern-size.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['a+', 5],
  ['[^\\]x]{3}', 3],
  ['\\d{4}-\\d{2}', 7],
  ['(ab|c){2,10}', 30],
  ['((a{99}){99}){99}', 970_299],
  ['a{,3}', 4],
  ['\\p{L}', 3],
  ['(((', 0],
  [')', 0],
])('%s makes about %i characters', (pattern, size) => {
  expect(patternSize(pattern)).toBe(size);
});
