import { expect, it } from 'vitest';
import { parseDuration } from './duration.ts';
import { parseSize } from './size.ts';

it.each([
  ['100ms', 100],
  ['30s', 30_000],
  ['1.5s', 1_500],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['0s', 0],
  ['30', undefined],
  [30, undefined],
  ['-1s', undefined],
  ['1 s', undefined],
  ['s', undefined],
  [null, undefined],
])('the duration %j is %j ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

it.each([
  ['1MiB', 1_048_576],
  ['64KiB', 65_536],
  ['1MB', 1_000_000],
  ['1kB', 1_000],
  ['7B', 7],
  [65_536, 65_536],
  [1.5, undefined],
  [-1, undefined],
  ['1M', undefined],
  ['', undefined],
])('the size %j is %j bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});
