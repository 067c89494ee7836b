import { describe, expect, test } from 'vitest';
import { guardOf } from './guard-of.ts';

describe('a pattern that backtracks for ever', () => {
  test.each([
    '^(a+)+$',
    '(a|a)*$',
    '(a|a)*b',
    String.raw`^(\w+\s?)*$`,
    '^(a|aa)+$',
    '^([a-zA-Z0-9]+)*$',
    '(x+x+)+y',
    String.raw`^(\d+)*,$`,
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^([a-z0-9]+[-_.]?)+@x$',
    '(.*)*x',
    '^(a?){30}a{30}$',
    '^((ab)*)+$',
    String.raw`^(\w|[0-9])+$`,
    String.raw`^(\s*\w+\s*)+$`,
    '^(?=(a+)+$)',
    '^(?!(a+)+$)',
    '^(a|b|ab)*c$',
    String.raw`(\S+\s*)+$`,
    '^(?:a*)*$',
    '^((a*|b*)c)*$',
    '^((a?)+b)*$',
    String.raw`^(\p{L}|\p{Lu})*$`,
    '^(a{1,50}){1,50}$',
    String.raw`^([\w-.]|-)*$`,
  ])('%s', (pattern) => {
    expect(guardOf(pattern)).toEqual({ kind: 'backtracks' });
  });
});

describe('a pattern whose time grows with a power of the length', () => {
  test.each([
    [String.raw`\s+$`, 14_142],
    ['^(.*)a(.*)b$', 14_142],
    [String.raw`^[^\s@]+@[^\s@]+\.[^\s@]+$`, 14_142],
    [String.raw`\S+@\S+\.\S+`, 221],
    ['^.*.*.*.*=$', 221],
  ])('%s is run on at most %i characters', (pattern, longest) => {
    expect(guardOf(pattern)).toEqual({ kind: 'slow', longest });
    const worst = ' @.'.repeat(longest).slice(0, longest - 1);
    const began = performance.now();
    new RegExp(pattern, 'u').test(`${worst}\n`);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('a pattern like those that people write', () => {
  test.each([
    '',
    'abc',
    String.raw`^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$`,
    String.raw`^(([^<>()\[\]\\.,;:\s@"]+(\.[^<>()\[\]\\.,;:\s@"]+)*)|(".+"))@((\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}])|(([a-zA-Z\-0-9]+\.)+[a-zA-Z]{2,}))$`,
    '^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
    String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$`,
    String.raw`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$`,
    '^[A-Z]{1,5}$',
    '^([A-Z]{3})(/[A-Z]{3})*$',
    String.raw`^(\d{1,3},)*\d{3}$`,
    '^[A-Za-z0-9+/]*={0,2}$',
    '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
    '^[^/]+(/[^/]+)*$',
    String.raw`^\p{L}+$`,
    String.raw`^([a-z]+\.)+[a-z]+$`,
    String.raw`^[A-Z]{2}\d{2}[A-Z0-9]{4}\d{7}([A-Z0-9]?){0,16}$`,
    String.raw`^P(?!$)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$`,
    String.raw`^(?=.*[A-Z])(?=.*\d).{8,}$`,
    String.raw`^(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\.){3}([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])$`,
    String.raw`^(.|\n)*$`,
    '^([0-9a-f]{64})*$',
    // It never has to go back: whatever follows, the loop may end there.
    String.raw`^(\w+\s?)+`,
    // Only the older syntax, without the u flag, allows this.
    String.raw`^[\w-.]+\_\@$`,
    String.raw`^\-?\d+$`,
  ])('%s', (pattern) => {
    expect(guardOf(pattern)).toBeUndefined();
  });
});

test.each([
  ['(?i)abc', 'Invalid regular expression: /(?i)abc/u: Invalid group'],
  ['(', 'Invalid regular expression: /(/u: Unterminated group'],
])('%s is no regular expression', (pattern, reason) => {
  expect(guardOf(pattern)).toEqual({ kind: 'invalid', reason });
});

test.each([
  ['long', `^(${'a'.repeat(6_000)})*$`],
  ['of too many places', `^(?:${'[ab]{1,120}'.repeat(30)})*$`],
  ['nested', `${'('.repeat(2_000)}a*${')'.repeat(2_000)}`],
])('a pattern that is too large is not judged, and quickly: %s', (_, pattern) => {
  const began = performance.now();
  expect(guardOf(pattern)).toEqual({ kind: 'too-large' });
  expect(performance.now() - began).toBeLessThan(10_000);
});
