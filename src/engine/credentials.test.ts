import { describe, expect, test } from 'vitest';
import { wrongCredential } from '../rules/wrong-credential.ts';
import { createCredentials } from './credentials.ts';

describe('a scheme that nothing issues', () => {
  const credentials = createCredentials(new Set());

  test('takes what it is shown, as a role of that name', () => {
    expect(credentials.state('token', 'staff', 0)).toEqual({ kind: 'good', role: 'staff' });
  });

  test.each([
    [{ in: 'query', name: 'token' }],
    [{ in: 'authorization', scheme: 'Bearer' }],
    [{ in: 'authorization', scheme: 'Basic' }],
  ] as const)('but not the credential that says of itself that nobody issued it, in %j', (carrier) => {
    expect(credentials.state('token', wrongCredential(carrier), 0)).toEqual({ kind: 'unknown' });
  });
});

test('A scheme that something issues takes what was issued, until it expires', () => {
  const credentials = createCredentials(new Set(['token']));
  credentials.issue('token', 'abc', { subject: 'alice', role: undefined, expires: 1_000 });
  expect(credentials.state('token', 'abc', 999)).toEqual({ kind: 'good', subject: 'alice', expires: 1_000 });
  expect(credentials.state('token', 'abc', 1_000)).toEqual({ kind: 'expired' });
  expect(credentials.state('token', 'def', 0)).toEqual({ kind: 'unknown' });
});
