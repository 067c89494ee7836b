import { expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import { nowhere } from '../../test/support/tiny-contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { exampleTarget } from './example-url.ts';

const token = { name: 't', type: 'api-key', carrier: { in: 'query', name: 'token' }, at: nowhere } as const;

test.each<[string, Partial<Endpoint>]>([
  ['/chat', {}],
  ['/r/a%20b', { address: '/r/{room}', parameters: [{ name: 'room', examples: ['a b', 'c'], at: nowhere }] }],
  [
    '/r/x',
    { address: '/r/{room}', parameters: [{ name: 'room', examples: [], enum: ['x', 'y'], at: nowhere }] },
  ],
  ['/r/room', { address: '/r/{room}', parameters: [{ name: 'room', examples: [], at: nowhere }] }],
])('the address with its parameters filled in: %s', (target, endpoint) => {
  const [chat] = chatContract({ endpoint }).endpoints;
  expect(chat && exampleTarget(chat)).toBe(target);
});

test('the required query with its examples, and a place for the credential', () => {
  const [chat] = chatContract({
    handshake: {
      query: [
        { name: 'user', required: true, example: 'ann & bob', at: nowhere },
        { name: 'id', required: true, at: nowhere },
        { name: 'lang', required: false, example: 'es', at: nowhere },
      ],
      credentials: [{ anyOf: [token], at: nowhere }],
    },
  }).endpoints;
  expect(chat && exampleTarget(chat)).toBe('/chat?user=ann%20%26%20bob&id=id&token=token');
});
