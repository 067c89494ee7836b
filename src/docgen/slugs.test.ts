import { expect, test } from 'vitest';
import { slugsOf } from './slugs.ts';

const slugs = (...keys: string[]): readonly (string | undefined)[] =>
  keys.map((key) => slugsOf(keys).get(key));

test('a key that can stand in a link is its own name', () => {
  expect(slugs('voice', 'marketFeed', 'a_b')).toEqual(['voice', 'marketFeed', 'a_b']);
});

test('what cannot stand in a link becomes a dash', () => {
  expect(slugs('/ws/stock/{symbol}', 'a b')).toEqual(['ws-stock-symbol', 'a-b']);
});

test('keys that would get the same name get marks, also where only case differs, whatever their order is', () => {
  const one = slugsOf(['a/b', 'a-b', 'A-B', 'other']);
  const other = slugsOf(['other', 'A-B', 'a-b', 'a/b']);
  expect([...one].sort()).toEqual([...other].sort());
  expect(new Set([...one.values()].map((slug) => slug.toLowerCase())).size).toBe(4);
  expect(one.get('other')).toBe('other');
});

test('names that Windows keeps, and keys without any letter, get marks', () => {
  for (const slug of slugs('con', 'aux', 'index', '…', '💬'))
    expect(slug).toMatch(/^(con|aux|index|x)-[a-z0-9]+$/);
});

test('a very long key is cut, and still told from another that begins alike', () => {
  const [one, other] = slugs('x'.repeat(300), `${'x'.repeat(300)}y`);
  expect(one).not.toBe(other);
  expect(one?.length).toBeLessThan(100);
});
