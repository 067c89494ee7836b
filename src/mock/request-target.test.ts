import { expect, test } from 'vitest';
import { compileAddress, fillAddress } from '../rules/address.ts';
import { parseRequestTarget } from './request-target.ts';

test.each([
  [
    '/a%20b?x=1&x=2',
    {
      path: '/a b',
      query: [
        ['x', '1'],
        ['x', '2'],
      ],
    },
  ],
  ['ws://h:1/chat', { path: '/chat', query: [] }],
  ['/a%2Fb/c', { path: '/a%2Fb/c', query: [] }],
  ['*', undefined],
  ['/%ff', undefined],
])('%s', (target, parsed) => {
  expect(parseRequestTarget(target)).toEqual(parsed);
});

test.each(['alice', 'a/b', '/', 'ü ?#'])('a parameter keeps its value: %s', (value) => {
  const target = fillAddress('/users/{user}/inbox', { user: value });
  const { path } = parseRequestTarget(target) ?? { path: '' };
  expect(compileAddress('/users/{user}/inbox').match(path)).toEqual({ user: value });
});
