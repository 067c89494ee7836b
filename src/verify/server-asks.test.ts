import { describe, expect, test } from 'vitest';
import type { Behaviour, Peer } from '../../test/support/fake-backend.ts';
import { hold } from '../../test/support/hold.ts';
import { nowhere, tinyContract } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../contract/json.ts';

const typed = (type: string, rest: Json): { readonly [key: string]: Json } => ({
  type: 'object',
  required: ['type', ...Object.keys(rest as object)],
  properties: { type: { const: type }, ...(rest as object) },
});

/** The client pings; the server asks who is there, and gets its own id back. */
const contract: Contract = tinyContract(
  {
    ping: { from: 'client', schema: typed('ping', {}), examples: [{ type: 'ping' }] },
    pong: { from: 'server', schema: typed('pong', {}) },
    who: { from: 'server', schema: typed('who', { ask: { type: 'integer' } }) },
    fail_error: { from: 'client', schema: typed('fail', { ref: { type: 'integer' } }) },
    me: {
      from: 'client',
      schema: typed('me', { ref: { type: 'integer' }, name: { type: 'string' } }),
      examples: [{ type: 'me', ref: 1, name: 'Ada' }],
    },
  },
  {
    operations: [
      {
        kind: 'request',
        id: 'ping',
        messages: ['ping'],
        reply: { basis: 'document', messages: ['pong'], bind: [], delay: 0, at: nowhere },
        at: nowhere,
      },
      {
        kind: 'push',
        id: 'ask',
        messages: ['who'],
        bind: [],
        reply: {
          messages: ['fail_error', 'me'],
          bind: [
            { into: '/ref', from: { kind: 'request', pointer: '/ask' }, basis: 'document', at: nowhere },
          ],
          at: nowhere,
        },
        at: nowhere,
      },
    ],
  },
).contract;

/** Serves nobody who has not said who it is. */
function curious(answers: Json[]): Behaviour {
  const known = new Set<Peer>();
  let asked = 40;
  return {
    open: (peer) => peer.json({ type: 'who', ask: ++asked }),
    frame(peer, json) {
      if (!isJsonObject(json)) return;
      if (json.type === 'me') {
        answers.push(json);
        known.add(peer);
      } else if (json.type === 'ping' && known.has(peer)) peer.json({ type: 'pong' });
    },
  };
}

describe('a server that asks', () => {
  test('gets its answer, bound to what it asked, before anything else is said', async () => {
    const answers: Json[] = [];
    const { cases } = await hold(contract, curious(answers));
    expect(cases.filter(({ finding }) => finding.outcome === 'failed')).toEqual([]);
    const [reply] = cases.filter(({ check }) => check === 'exchange.reply');
    expect(reply?.finding.outcome).toBe('passed');
    expect(answers[0]).toEqual({ type: 'me', ref: 41, name: 'Ada' });
    expect(reply?.transcript?.connections.a?.frames.map(({ from, message }) => [from, message])).toEqual([
      ['server', 'who'],
      ['client', 'me'],
      ['client', 'ping'],
      ['server', 'pong'],
    ]);
  });

  test('for ever is not answered for ever', async () => {
    const answers: Json[] = [];
    const endless: Behaviour = {
      open: (peer) => peer.json({ type: 'who', ask: 1 }),
      frame(peer, json) {
        if (isJsonObject(json) && json.type === 'me') {
          answers.push(json);
          peer.json({ type: 'who', ask: answers.length });
        }
      },
    };
    const { cases } = await hold(contract, endless, { only: ['exchange.reply'], retries: 0 });
    expect(cases.map(({ finding }) => finding.outcome)).toEqual(['failed']);
    expect(answers).toHaveLength(1_000);
  });
});

test('of newline-delimited JSON each line is a message of its own', async () => {
  const { who } = contract.messages;
  if (who === undefined) throw new Error('The contract has the message.');
  const lined: Contract = {
    ...contract,
    messages: { ...contract.messages, who: { ...who, contentType: 'application/x-ndjson' } },
  };
  const { cases } = await hold(lined, {
    frame(peer, json) {
      if (isJsonObject(json) && json.type === 'ping') peer.text('{"type":"who","ask":1}\n{"type":"pong"}\n');
    },
  });
  const [reply] = cases.filter(({ check }) => check === 'exchange.reply');
  expect(reply?.finding.outcome).toBe('passed');
  expect(reply?.transcript?.connections.a?.frames.map(({ message, size }) => [message, size])).toEqual([
    ['ping', 15],
    ['who', 22],
    ['me', 34],
    ['pong', 15],
  ]);
});
