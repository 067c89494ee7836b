import { expect, test } from 'vitest';
import { keptAttempt } from './kept-attempt.ts';

test.each([
  { path: '/', query: [], headers: [] },
  { path: '/a b', query: [['q', '1']], headers: [['Host', 'a:1']] },
  {
    path: '/',
    query: [],
    headers: [
      ['Origin', ''],
      ['origin', 'http://a.example'],
      ['Cookie', 'a=b; c="d"'],
    ],
  },
] as const)('what is kept says what came: %o', (attempt) => {
  const kept = keptAttempt(attempt);
  const { path, query, headers } = kept;
  expect({ path, query, headers }).toEqual(attempt);
  expect(keptAttempt(kept)).toBe(kept);
});
