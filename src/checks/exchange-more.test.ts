import { describe, expect, test } from 'vitest';
import type { Behaviour, Peer } from '../../test/support/fake-backend.ts';
import { findings, hold } from '../../test/support/hold.ts';
import { nowhere, promised, tinyContract } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import type { RequestOperation } from '../contract/operation.ts';
import { connectionLasting } from './connection-lasting.ts';
import { exchangeClose } from './exchange-close.ts';
import { exchangeInFlight } from './exchange-in-flight.ts';
import { exchangeInterleaved } from './exchange-interleaved.ts';
import { exchangeIsolation } from './exchange-isolation.ts';
import { exchangeOnce } from './exchange-once.ts';
import { exchangeRole } from './exchange-role.ts';
import { exchangeSamples } from './exchange-samples.ts';
import { PHASES } from './phase.ts';

const answered = (id: string, by: string, basis: 'document' | 'extension'): RequestOperation => ({
  kind: 'request',
  id: `${id}s`,
  messages: [id],
  reply: {
    basis: 'document',
    messages: [by],
    bind: [{ into: '/id', from: { kind: 'request', pointer: '/id' }, basis, at: nowhere }],
    delay: 0,
    at: nowhere,
  },
  at: nowhere,
});

const schema = (type: string): { readonly [key: string]: Json } => ({
  type: 'object',
  required: ['type', 'id'],
  properties: { type: { const: type }, id: { type: 'integer', minimum: 1 }, note: { type: 'string' } },
});

function contract(basis: 'document' | 'extension' = 'document'): Contract {
  return tinyContract(
    {
      buy: { from: 'client', schema: schema('buy'), examples: [{ type: 'buy', id: 7 }] },
      sell: { from: 'client', schema: schema('sell'), examples: [{ type: 'sell', id: 8 }] },
      bought: { from: 'server', schema: schema('bought') },
      sold: { from: 'server', schema: schema('sold') },
    },
    { operations: [answered('buy', 'bought', basis), answered('sell', 'sold', basis)] },
  ).contract;
}

type Ask = { readonly type: string; readonly id: number };

function reply({ type, id }: Ask): { readonly type: string; readonly id: number } {
  return { type: type === 'buy' ? 'bought' : 'sold', id };
}

/** What it does with a request, and with whom else is connected. */
function backend(take: (peer: Peer, ask: Ask, others: readonly Peer[], count: number) => void): Behaviour {
  const peers = new Set<Peer>();
  const counts = new Map<Peer, number>();
  return {
    open: (peer) => void peers.add(peer),
    frame(peer, json) {
      if (!isJsonObject(json)) return;
      counts.set(peer, (counts.get(peer) ?? 0) + 1);
      take(
        peer,
        json as unknown as Ask,
        [...peers].filter((one) => one !== peer),
        counts.get(peer) ?? 0,
      );
    },
  };
}

const honest = backend((peer, ask) => peer.json(reply(ask)));

describe('exchange.once', () => {
  test.each<[string, Behaviour, string]>([
    ['one reply', honest, 'passed: One reply came.'],
    [
      'the same twice',
      backend((peer, ask) => {
        peer.json(reply(ask));
        peer.after(100, () => peer.json(reply(ask)));
      }),
      'failed: The same "bought" came 2 times.',
    ],
    [
      'several that differ',
      backend((peer, ask) => {
        for (const note of ['a', 'b', 'c']) peer.json({ ...reply(ask), note });
      }),
      'warned: "bought" came 3 times, each another one.',
    ],
    [
      'a room, where everybody hears everything',
      backend((peer, ask, others) => {
        for (const one of [peer, peer, ...others]) one.json(reply(ask));
      }),
      'observed: "bought" goes to everybody who is connected, so that it cannot be counted.',
    ],
  ])('%s', async (_, behaviour, line) => {
    expect((await findings(exchangeOnce, contract(), behaviour, { concurrency: 1 }))[0]).toBe(
      `tiny/buys: ${line}`,
    );
  });
});

test('exchange.once without a correlationId: the same reply twice may be an event for all who joined', async () => {
  const twice = backend((peer, ask) => {
    peer.json(reply(ask));
    peer.json(reply(ask));
  });
  expect((await findings(exchangeOnce, contract('extension'), twice, { concurrency: 1 }))[0]).toBe(
    'tiny/buys: warned: The same "bought" came 2 times.',
  );
});

describe('exchange.isolation', () => {
  const toOthers = backend((_, ask, others) => {
    for (const one of others) one.json(reply(ask));
  });
  const toAll = backend((peer, ask, others) => {
    for (const one of [peer, ...others]) one.json(reply(ask));
  });
  const also = 'The reply also goes to a connection that did not ask: bought {"type":"bought","id":7}.';
  test.each<[string, Contract, Behaviour, string]>([
    ['to who asked', contract(), honest, 'passed: Only who asked got the reply.'],
    [
      'to the other one',
      contract(),
      toOthers,
      'failed: The reply went to another connection than the one that asked.',
    ],
    ['to everybody, with an id of who asked', contract(), toAll, `warned: ${also}`],
    ['to everybody, as in a room', contract('extension'), toAll, `observed: ${also}`],
  ])('%s', async (_, document, behaviour, line) => {
    expect(await findings(exchangeIsolation, document, behaviour)).toEqual([`tiny: ${line}`]);
  });
});

describe('exchange.in-flight', () => {
  test.each<[string, Behaviour, RegExp]>([
    ['each its own', honest, /^passed: All 100 came, within .+\.$/],
    [
      'mixed up',
      backend((peer, ask, _, count) =>
        peer.json(reply({ ...ask, id: count % 2 === 0 ? ask.id - 1 : ask.id })),
      ),
      /^failed: A reply came that belongs to none of the requests that were still open \(number 2\)\.$/,
    ],
    [
      'not all of them',
      backend((peer, ask, _, count) => (count > 60 ? undefined : peer.json(reply(ask)))),
      /^warned: 60 of 100 replies came within 10 s\.$/,
    ],
  ])('%s', async (_, behaviour, line) => {
    const [found = ''] = await findings(exchangeInFlight, contract(), behaviour);
    expect(found.replace('tiny/buys: ', '')).toMatch(line);
  });
});

test('exchange.interleaved', async () => {
  expect(await findings(exchangeInterleaved, contract(), honest)).toEqual([
    'tiny/buys+sells: passed: Both replies came.',
  ]);
  const single = backend((peer, ask, _, count) => (count > 1 ? undefined : peer.json(reply(ask))));
  expect(await findings(exchangeInterleaved, contract(), single)).toEqual([
    'tiny/buys+sells: failed: With two requests under way: No reply "sold" came within 10 s.',
  ]);
});

test('who hangs up after each reply has broken nothing that a document says', async () => {
  const polite = backend((peer, ask) => {
    peer.json(reply(ask));
    peer.close(1000);
  });
  expect(await findings(exchangeInterleaved, contract(), polite)).toEqual([
    'tiny/buys+sells: observed: The connection was closed with 1000 after one of the two replies: nothing says that it stays open for the other.',
  ]);
  expect((await findings(exchangeInFlight, contract(), polite))[0]).toBe(
    'tiny/buys: observed: The connection was closed with 1000 after 1 of 100 replies: nothing says that it stays open for more.',
  );
  const rude = backend((peer, ask) => {
    peer.json(reply(ask));
    peer.close(1011);
  });
  expect(await findings(exchangeInterleaved, contract(), rude)).toEqual([
    'tiny/buys+sells: failed: With two requests under way: The connection was closed with 1011 before reply "sold" came.',
  ]);
});

describe('exchange.samples', () => {
  test('answered as the examples are', async () => {
    const lines = await findings(exchangeSamples, contract(), honest);
    expect(lines.length).toBeGreaterThan(4);
    expect(lines.filter((line) => !line.includes(': passed: '))).toEqual([]);
  });
  test('another answer is shown, a broken one fails', async () => {
    const knows = backend((peer, ask) => (ask.id === 7 ? peer.json(reply(ask)) : undefined));
    expect((await findings(exchangeSamples, contract(), knows))[0]).toMatch(
      /: observed: A made-up value that the schema allows is not answered as the examples are: No reply "bought" came/,
    );
    const breaks = backend((peer, ask) => peer.json({ ...reply(ask), note: 1 }));
    expect((await findings(exchangeSamples, contract(), breaks))[0]).toMatch(
      /: failed: "bought" came, but it breaks its schema/,
    );
  });
  test('the same seed makes the same cases, and a case can be made smaller', async () => {
    const planned = await hold(contract(), honest, { checks: [exchangeSamples], phases: PHASES, seed: 3 });
    const again = await hold(contract(), honest, { checks: [exchangeSamples], phases: PHASES, seed: 3 });
    expect(again.cases.map(({ transcript }) => transcript?.connections.a?.frames[0]?.data)).toEqual(
      planned.cases.map(({ transcript }) => transcript?.connections.a?.frames[0]?.data),
    );
    const replay = `${planned.cases[0]?.key}@3`;
    const one = await hold(contract(), honest, { checks: [exchangeSamples], replay });
    expect(one.cases.map(({ key }) => key)).toEqual([planned.cases[0]?.key]);
    const smaller = await hold(contract(), honest, { checks: [exchangeSamples], replay: `${replay}~0` });
    const sent = (result: typeof one): number =>
      result.cases[0]?.transcript?.connections.a?.frames[0]?.size ?? 0;
    expect(sent(smaller)).toBeLessThan(sent(one));
    await expect(hold(contract(), honest, { checks: [exchangeSamples], replay: 'x@3' })).rejects.toThrow(
      '"x@3" is no case of this document.',
    );
  });
});

describe('connection.lasting', () => {
  const until = (count: number, end: (peer: Peer) => void): Behaviour =>
    backend((peer, ask, _, n) => (n > count ? end(peer) : peer.json(reply(ask))));
  test.each<[string, Behaviour, string]>([
    ['lasts', honest, 'passed: All 5 were answered.'],
    [
      'is dropped',
      until(2, (peer) => peer.drop()),
      'failed: The connection ends with 1006 (no Close frame) after 2 of 5 requests.',
    ],
    [
      'is closed for a reason',
      until(1, (peer) => peer.close(4429, 'too many')),
      'observed: The server closes with 4429 "too many" after 1 of 5 equal requests.',
    ],
    ['falls silent', until(3, () => {}), 'observed: Only 3 of 5 equal requests are answered.'],
  ])('%s', async (_, behaviour, line) => {
    expect(await findings(connectionLasting, contract(), behaviour)).toEqual([`tiny: ${line}`]);
  });
});

describe('exchange.close', () => {
  const base = contract();
  const ends: Contract = {
    ...base,
    endpoints: base.endpoints.map((endpoint) => ({
      ...endpoint,
      operations: [{ ...answered('sell', 'sold', 'document'), closes: promised(4000) }],
    })),
  };
  test.each<[string, Behaviour, string]>([
    ['closed as declared', backend((peer) => peer.close(4000)), 'passed: Closed with 4000.'],
    [
      'closed with another code',
      backend((peer) => peer.close(1000)),
      'failed: The connection was closed with 1000 instead of 4000.',
    ],
    ['left open', honest, 'failed: The connection was still open after 10 s.'],
  ])('%s', async (_, behaviour, line) => {
    expect(await findings(exchangeClose, ends, behaviour)).toEqual([`tiny/sells: ${line}`]);
  });
});

describe('exchange.role', () => {
  const base = contract();
  const login = (role: string): Contract['companions'][number] => ({
    id: `login-${role}`,
    server: 'local',
    method: 'GET',
    address: `/login/${role}`,
    parameters: [],
    query: [],
    request: [],
    responses: [],
    credentials: [],
    refuse: {},
    issues: promised({ scheme: 'token', at: '/token', role: '/role' }),
    at: nowhere,
  });
  const forTraders: Contract = {
    ...base,
    companions: [login('trader'), login('guest')],
    endpoints: base.endpoints.map((endpoint) => ({
      ...endpoint,
      invalid: promised({ kind: 'reply', message: 'sold' }),
      handshake: {
        ...endpoint.handshake,
        credentials: [
          {
            anyOf: [{ name: 'token', type: 'api-key', carrier: { in: 'query', name: 'token' }, at: nowhere }],
            at: nowhere,
          },
        ],
      },
      operations: [{ ...answered('buy', 'bought', 'document'), roles: promised(['trader']) }],
    })),
  };
  const request: NonNullable<Behaviour['request']> = ({ target }) => {
    const role = target.split('/').at(-1) ?? '';
    return { status: 200, body: JSON.stringify({ token: `secret-${role}`, role }) };
  };
  const isGuest = (peer: Peer): boolean => peer.opening.target.includes('guest');
  test.each<[string, Behaviour, string]>([
    [
      'refused as declared',
      backend((peer, ask) => peer.json(isGuest(peer) ? { type: 'sold', id: 1 } : reply(ask))),
      'passed: Answered as declared, and the backend goes on.',
    ],
    ['carried out', honest, 'failed: A "buy" of the role "guest" is carried out: "bought" came.'],
  ])('%s', async (_, behaviour, line) => {
    expect(await findings(exchangeRole, forTraders, { ...behaviour, request })).toEqual([
      `tiny/buys: ${line}`,
    ]);
  });
});
