import { describe, expect, test } from 'vitest';
import { nowhere, promised, tinyContract } from '../../test/support/tiny-contract.ts';
import type { Contract } from './contract.ts';
import type { Endpoint } from './endpoint.ts';
import { sharedEndpoints } from './same-endpoint.ts';

const MESSAGES = {
  ask: { from: 'client', schema: { $ref: '#/schemas/components~1schemas~1Ask' } },
  tell: { from: 'server', schema: { type: 'object' }, examples: [{ n: 1 }] },
} as const;

/** A fresh contract each time, nothing of it the same object. */
function contractWith(endpoint: Partial<Endpoint> = {}, change: (contract: Contract) => Contract = (c) => c) {
  const { contract } = tinyContract(MESSAGES, endpoint);
  const schemas = {
    ...contract.schemas,
    'components/schemas/Ask': { schema: { type: 'object' }, dialect: 'draft-07' },
    'components/schemas/Stranger': { schema: true, dialect: 'draft-07' },
  } as const;
  return structuredClone(change({ ...contract, schemas }));
}

const elsewhere = { ...nowhere, line: 7, column: 3 };
const withSchema =
  (id: string) =>
  (contract: Contract): Contract => ({
    ...contract,
    schemas: { ...contract.schemas, [id]: { schema: { type: 'string' }, dialect: 'draft-07' } },
  });

describe('an endpoint says the same', () => {
  test.each<[string, Contract]>([
    ['when nothing is different', contractWith()],
    ['when it stands elsewhere', contractWith({ at: elsewhere })],
    ['when it has another title and summary', contractWith({ title: 'New', summary: 'New.' })],
    [
      'when a message has other examples',
      contractWith({}, (contract) => ({
        ...contract,
        messages: Object.fromEntries(
          Object.entries(contract.messages).map(([id, message]) => [id, { ...message, examples: [] }]),
        ),
      })),
    ],
    [
      'when a schema that it does not use is different',
      contractWith({}, withSchema('components/schemas/Stranger')),
    ],
  ])('%s', (_, after) => {
    const before = contractWith();
    expect(sharedEndpoints(before, after).endpoints[0]).toBe(before.endpoints[0]);
  });
});

describe('an endpoint says something else', () => {
  test.each<[string, Contract]>([
    ['when its address is another', contractWith({ address: '/new' })],
    ['when it greets', contractWith({ greeting: promised(['tell']) })],
    [
      'when it has one message more',
      contractWith({ messages: { client: ['ask'], server: ['tell', 'ask'] } }),
    ],
    ['when the schema of a message is another', contractWith({}, withSchema('tell'))],
    [
      'when a schema that a message refers to is another',
      contractWith({}, withSchema('components/schemas/Ask')),
    ],
    [
      'when who may connect is another matter',
      contractWith({
        handshake: {
          query: [],
          headers: [],
          credentials: [],
          refuse: {},
          origins: promised(['http://a.test']),
        },
      }),
    ],
  ])('%s', (_, after) => {
    expect(sharedEndpoints(contractWith(), after).endpoints[0]).toBe(after.endpoints[0]);
  });
});
