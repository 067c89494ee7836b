import { expect, test } from 'vitest';
import { isOwnPage } from './own-page.ts';

test.each([
  ['http://localhost:3000', 'mock.test:8080', true],
  ['https://app.localhost', 'mock.test', true],
  ['http://127.0.0.1:5173', 'mock.test', true],
  ['http://[::1]:5173', 'mock.test', true],
  ['http://mock.test:3000', 'mock.test:8080', true],
  ['http://MOCK.test', 'mock.test', true],
  ['https://foreign-site.test', 'mock.test', false],
  ['https://mock.test.evil.example', 'mock.test', false],
  ['https://localhost.evil.example', 'mock.test', false],
  ['https://127.0.0.1.evil.example', 'mock.test', false],
  ['http://localhost:3000/path', 'mock.test', false],
  ['null', 'mock.test', false],
  ['localhost', 'mock.test', false],
  ['http://a.test', undefined, false],
])('a page of %s, asking %s: %s', (origin, host, own) => {
  expect(isOwnPage(origin, host)).toBe(own);
});
