import { expect, test } from 'vitest';
import { readPart, writePart } from './text-parts.ts';

const SUB = { pattern: '^SUB (?<subject>\\S+)(?: (?<queue>[a-z]+))? (?<sid>\\d+)$' };
const UNSUB = { pattern: '^UNSUB (?<sid>\\d+)$' };

test.each([
  ['SUB a.b 7', '/sid', '7', 'SUB a.b X'],
  ['SUB a.b 7', '/subject', 'a.b', 'SUB X 7'],
  ['UNSUB 8', '/sid', '8', 'UNSUB X'],
  ['SUB a.b 7', '/queue', undefined, 'SUB a.b 7'],
  ['SUB a.b 7', '/other', undefined, 'SUB a.b 7'],
  ['SUB a.b 7', '/sid/deeper', undefined, 'SUB a.b 7'],
  ['PING', '/sid', undefined, 'PING'],
])('%s at %s is %s', (text, pointer, part, written) => {
  expect(readPart(text, [SUB, UNSUB], pointer)).toBe(part);
  expect(writePart(text, [SUB, UNSUB], pointer, 'X')).toBe(written);
});

test('what is no text stands there as JSON', () => {
  expect(writePart('UNSUB 8', [UNSUB], '/sid', 12)).toBe('UNSUB 12');
  expect(writePart('UNSUB 8', [UNSUB], '/sid', { a: 1 })).toBe('UNSUB {"a":1}');
});

test('a pattern that is slow is not run on a long text, and one that is none is not run at all', () => {
  expect(readPart('UNSUB 8', [{ ...UNSUB, longest: 6 }], '/sid')).toBeUndefined();
  expect(readPart('UNSUB 8', [{ pattern: '(?<sid>' }, UNSUB], '/sid')).toBe('8');
});
