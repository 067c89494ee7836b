import { expect, test } from 'vitest';
import { falseAlarms } from '../kill/backends.ts';
import type { GoodBackend } from './good-backend.ts';
import { GOOD_BACKENDS } from './good-backends.ts';
import { ODD_BACKENDS } from './odd/odd-backends.ts';

const QUICK = new Set([
  'node-ws',
  'odd: pushes at once, and before each reply',
  'odd: closes idle connections',
]);

/** Those that take less than a second; all of them, with each profile: `backends.test.ts`, in the proofs. */
test.each(
  [...GOOD_BACKENDS, ...ODD_BACKENDS]
    .filter(({ name }) => QUICK.has(name))
    .map((backend): [string, GoodBackend] => [backend.name, backend]),
)('%s keeps its contract, and nothing is said against it', async (_, backend) => {
  expect(await falseAlarms(backend, 'default')).toEqual([]);
});
