import { describe, expect, it } from 'vitest';
import { resolveUri } from './resolve-uri.ts';

describe('a reference is resolved as RFC 3986 says', () => {
  it.each([
    ['file:///a/b/c.yaml', '#/x', 'file:///a/b/c.yaml'],
    ['file:///a/b/c.yaml', 'd.yaml#/x', 'file:///a/b/d.yaml'],
    ['file:///a/b/c.yaml', './d/e.yaml', 'file:///a/b/d/e.yaml'],
    ['file:///a/b/c.yaml', '../d.yaml', 'file:///a/d.yaml'],
    ['file:///a/b/c.yaml', '../../../d.yaml', 'file:///d.yaml'],
    ['file:///a/b/c.yaml', '/d.yaml', 'file:///d.yaml'],
    ['https://h.example/a/b.yaml', 'c.yaml', 'https://h.example/a/c.yaml'],
    ['https://h.example/a/b.yaml', '//o.example/c', 'https://o.example/c'],
    ['https://h.example/a/b.yaml', 'http://o.example/c#/d', 'http://o.example/c'],
    ['-', 'c.yaml', 'c.yaml'],
    ['dir/a.yaml', '../c.yaml', 'c.yaml'],
  ])('%s and %s make %s', (base, reference, expected) => {
    expect(resolveUri(base, reference)).toBe(expected);
  });
});
