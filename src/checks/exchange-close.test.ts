import { expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour } from '../../test/support/fake-backend.ts';
import { findings, honestChat } from '../../test/support/hold.ts';
import { promised } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import { exchangeClose } from './exchange-close.ts';

/** `say` is answered, and then the server closes with 4000. */
function contract(): Contract {
  const chat = chatContract();
  return {
    ...chat,
    companions: [],
    endpoints: chat.endpoints.slice(0, 1).map((endpoint) => ({
      ...endpoint,
      operations: endpoint.operations.map((one) =>
        one.kind === 'request' ? { ...one, closes: promised(4000) } : one,
      ),
    })),
  };
}

const answering = (close?: (peer: Parameters<NonNullable<Behaviour['frame']>>[0]) => void): Behaviour => ({
  ...honestChat,
  frame(peer) {
    peer.json({ type: 'said', text: 'hi' });
    close?.(peer);
  },
});

const rows: readonly (readonly [string, Behaviour, string])[] = [
  ['with the code', answering((peer) => peer.close(4000)), 'passed: Closed with 4000.'],
  [
    'with another code',
    answering((peer) => peer.close(1000)),
    'failed: The connection was closed with 1000 instead of 4000.',
  ],
  [
    'without a Close frame',
    answering((peer) => peer.drop()),
    'failed: The connection was closed with 1006 (no Close frame) instead of 4000.',
  ],
  ['not at all', answering(), 'failed: The connection was still open after 10 s.'],
];

test.each(rows)('it is closed %s', async (_, behaviour, found) => {
  expect(await findings(exchangeClose, contract(), behaviour)).toEqual([`chat/speak: ${found}`]);
});

test('a request that ends nothing is not tried', async () => {
  expect(await findings(exchangeClose, chatContract(), answering())).toEqual([]);
});
