import { expect, test } from 'vitest';
import { disguiseCredential, findDisguised } from './subprotocol-credential.ts';

test.each<[string, string, readonly string[] | undefined, readonly string[], string | undefined]>([
  ['the prefix of the document', 'auth-', undefined, ['auth-abc', 'v1'], 'abc'],
  ['none with that prefix', 'auth-', undefined, ['v1', 'abc'], undefined],
  ['a usual prefix, wherever it stands', '', undefined, ['bearer.abc', 'v1'], 'abc'],
  ['two usual prefixes', '', undefined, ['authorization.bearer.abc'], 'abc'],
  ['no prefix: the last one', '', undefined, ['v1', 'abc'], 'abc'],
  ['no prefix: what the endpoint does not speak', '', ['v1', 'v2'], ['abc', 'v1', 'v2'], 'abc'],
  ['nothing but what the endpoint speaks', '', ['v1'], ['v1'], undefined],
  ['nothing at all', '', undefined, [], undefined],
  ['a token that a usual word begins', '', undefined, ['bearerish'], 'bearerish'],
  ['base64url', 'base64url.x.', undefined, ['base64url.x.YS5iLmM', 'v1'], 'a.b.c'],
  ['a token that is no base64url', 'base64url.x.', undefined, ['base64url.x.a.b.c'], 'a.b.c'],
])('the credential among the offered subprotocols: %s', (_, prefix, others, offered, value) => {
  const carrier = { in: 'subprotocol', prefix, ...(others === undefined ? {} : { others }) } as const;
  expect(findDisguised(carrier, offered)?.value).toBe(value);
});

test.each([
  ['', 'a.b.c', 'a.b.c'],
  ['bearer.', 'a.b.c', 'bearer.a.b.c'],
  ['base64url.bearer.', 'a.b.c', 'base64url.bearer.YS5iLmM'],
  ['base64url.bearer.authorization.k8s.io.', 'tökén?>', 'base64url.bearer.authorization.k8s.io.dMO2a8Opbj8-'],
])('a credential behind "%s", as a client offers it, is found again', (prefix, value, offer) => {
  expect(disguiseCredential(prefix, value)).toBe(offer);
  if (/^[\x21-\x7e]*$/.test(value))
    expect(findDisguised({ in: 'subprotocol', prefix }, ['v1', offer])?.value).toBe(value);
});
