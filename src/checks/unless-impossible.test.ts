import { expect, test } from 'vitest';
import { findings, honestChat } from '../../test/support/hold.ts';
import { nowhere, tinyContract } from '../../test/support/tiny-contract.ts';
import { exchangeReply } from './exchange-reply.ts';

test.each([
  [
    'a schema that nothing satisfies',
    false,
    'not-observed: No reply "pong" came within 10 s. But no payload was found that satisfies the schema of "pong".',
  ],
  ['any other', { type: 'object' }, 'failed: No reply "pong" came within 10 s.'],
] as const)('A reply that does not come, of %s', async (_, schema, found) => {
  const { contract } = tinyContract(
    { ping: { from: 'client', examples: [{ type: 'ping' }] }, pong: { from: 'server', schema } },
    {
      operations: [
        {
          kind: 'request',
          id: 'pings',
          messages: ['ping'],
          reply: { basis: 'document', messages: ['pong'], bind: [], delay: 0, at: nowhere },
          at: nowhere,
        },
      ],
    },
  );
  const silent = { ...honestChat, handshake: () => 101 as const, open() {}, frame() {} };
  expect(await findings(exchangeReply, contract, silent)).toEqual([`tiny/pings/ping/example-1: ${found}`]);
});
