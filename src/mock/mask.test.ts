import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import { nowhere } from '../../test/support/tiny-contract.ts';
import type { CredentialCarrier } from '../contract/handshake-policy.ts';
import { createMask } from './mask.ts';

const carrying = (carrier: CredentialCarrier) =>
  createMask(
    chatContract({
      handshake: {
        credentials: [{ anyOf: [{ name: 's', type: 'other', carrier, at: nowhere }], at: nowhere }],
      },
    }),
  );
const plain = createMask(chatContract());

describe('a target', () => {
  test.each([
    ['/chat', [], '/chat'],
    ['/café x', [['user id', 'ä&b']], '/caf%C3%A9%20x?user%20id=%C3%A4%26b'],
    [
      '/chat',
      [
        ['token', 'abc'],
        ['user', 'ann'],
      ],
      '/chat?token=***&user=ann',
    ],
    ['/chat', [['access_token', 'abc']], '/chat?access_token=***'],
    ['/chat', [['API-Key', 'abc']], '/chat?API-Key=***'],
    ['/chat', [['password', 'abc']], '/chat?password=***'],
    ['/chat', [['monkey', 'abc']], '/chat?monkey=abc'],
  ] as const)('%s %j → %s', (path, query, masked) => {
    expect(plain.target(path, query)).toBe(masked);
  });

  test('is masked where the contract says that a credential stands, whatever its name', () => {
    expect(carrying({ in: 'query', name: 'pass_card' }).target('/', [['pass_card', 'abc']])).toBe(
      '/?pass_card=***',
    );
  });
});

describe('a text', () => {
  test.each<[string, CredentialCarrier, { query?: [string, string][]; headers?: [string, string][] }]>([
    ['the query', { in: 'query', name: 'q' }, { query: [['q', 's3cr3t']] }],
    ['a header', { in: 'header', name: 'X-Card' }, { headers: [['x-card', 's3cr3t']] }],
    ['a cookie', { in: 'cookie', name: 'sid' }, { headers: [['Cookie', 'a=b; sid=s3cr3t']] }],
    [
      'Authorization',
      { in: 'authorization', scheme: 'Bearer' },
      { headers: [['Authorization', 'Bearer s3cr3t']] },
    ],
    [
      'a subprotocol',
      { in: 'subprotocol', prefix: 'jwt.' },
      { headers: [['Sec-WebSocket-Protocol', 'v1, jwt.s3cr3t']] },
    ],
  ])('holds nothing of a credential that came in %s', (_where, carrier, { query = [], headers = [] }) => {
    expect(carrying(carrier).text('It was s3cr3t, s3cr3t!', { query, headers })).toBe('It was ***, ***!');
  });

  test('is left alone where a value is too short to be a secret', () => {
    expect(plain.text('a token', { query: [['token', 'a']], headers: [] })).toBe('a token');
  });
});
