import { expect, test } from 'vitest';
import { createDateFormat } from './format-date.ts';

const at = (text: string): number => Date.parse(text);

test('one format writes time after time, whether they share a second or not', () => {
  const seconds = createDateFormat("yyyy-MM-dd'T'HH:mm:ssX");
  const milliseconds = createDateFormat('ss.SSS');
  const times = ['23:59:58.999', '23:59:59.000', '23:59:59.001', '23:59:58.999'].map((time) =>
    at(`2026-11-21T${time}Z`),
  );
  expect(times.map(seconds)).toEqual([
    '2026-11-21T23:59:58Z',
    '2026-11-21T23:59:59Z',
    '2026-11-21T23:59:59Z',
    '2026-11-21T23:59:58Z',
  ]);
  expect(times.map(milliseconds)).toEqual(['58.999', '59.000', '59.001', '58.999']);
});

test('a fraction of a millisecond is dropped', () => {
  expect(createDateFormat('ss.SSS')(at('2026-11-21T05:07:09.041Z') + 0.9)).toBe('09.041');
});

test.each([
  ['yyyy-MM-dd', '+1M', '2026-12-21'],
  ['yyyy-MM-dd', '-1y', '2025-11-21'],
  ['dd HH:mm', '+20H', '22 01:07'],
  ['HH:mm', '-8m', '04:59'],
  ['dd/MM/yy', 'soon', '21/11/26'],
  ["'at' H''m", undefined, "at 5'7"],
  ['HH:mmZ', undefined, '05:07+0000'],
])('%s shifted by %s is %s', (pattern, shift, expected) => {
  expect(createDateFormat(pattern, shift)(at('2026-11-21T05:07:09Z'))).toBe(expected);
});
