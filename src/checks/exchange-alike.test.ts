import { expect, test } from 'vitest';
import { findings, honestChat } from '../../test/support/hold.ts';
import { nowhere, tinyContract } from '../../test/support/tiny-contract.ts';
import { isJsonObject } from '../contract/json.ts';
import type { RequestOperation } from '../contract/operation.ts';
import { exchangeReply } from './exchange-reply.ts';

const answered = (id: string, by: string): RequestOperation => ({
  kind: 'request',
  id: `${id}s`,
  messages: [id],
  reply: { basis: 'document', messages: [by], bind: [], delay: 0, at: nowhere },
  at: nowhere,
});

const { contract } = tinyContract(
  {
    buy: { from: 'client', schema: { type: 'object', required: ['price'] }, examples: [{ price: 1 }] },
    sell: { from: 'client', schema: { type: 'object', required: ['price'] }, examples: [{ price: 2 }] },
    stop: { from: 'client', schema: { type: 'object', required: ['stop'] }, examples: [{ stop: true }] },
    bought: { from: 'server', schema: { type: 'object', required: ['bought'] } },
    sold: { from: 'server', schema: { type: 'object', required: ['sold'] } },
    stopped: { from: 'server', schema: { type: 'object', required: ['stopped'] } },
  },
  { operations: [answered('buy', 'bought'), answered('sell', 'sold'), answered('stop', 'stopped')] },
);

test('Who takes a request for another one that it fits as well has broken nothing', async () => {
  const found = await findings(exchangeReply, contract, {
    ...honestChat,
    handshake: () => 101,
    open() {},
    frame: (peer, json) => peer.json(isJsonObject(json) && 'stop' in json ? { sold: 0 } : { bought: 1 }),
  });
  expect(found).toEqual([
    'tiny/buys/buy/example-1: passed: "bought" came after 0 ms.',
    'tiny/sells/sell/example-1: not-observed: "bought" came, and no "sold" within 10 s. But what was sent as "sell" is "buy" as well, so that it may have been taken for that.',
    'tiny/stops/stop/example-1: failed: "sold" came, and no "stopped" within 10 s.',
  ]);
});
