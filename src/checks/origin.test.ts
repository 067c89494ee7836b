import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour } from '../../test/support/fake-backend.ts';
import { findings, hold, honestChat } from '../../test/support/hold.ts';
import { nowhere, promised } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import type { HandshakePolicy } from '../contract/handshake-policy.ts';
import { lookAlikes } from './look-alikes.ts';
import { originAllowed } from './origin-allowed.ts';
import { originForeign } from './origin-foreign.ts';
import { originLookAlike } from './origin-look-alike.ts';
import { originMissing } from './origin-missing.ts';
import { originNull } from './origin-null.ts';

const OWN = 'http://localhost:3000';

function chat(handshake: Partial<HandshakePolicy>): Contract {
  const contract = chatContract({ handshake });
  return { ...contract, endpoints: contract.endpoints.slice(0, 1), companions: [] };
}

const listed = chat({
  origins: promised([OWN, 'http://127.0.0.1:3000']),
  refuse: { origin: promised([{ status: 403 }]) },
});
const compares = (allowed: (origin: string | undefined) => boolean): Partial<Behaviour> => ({
  handshake: ({ origin }) => (allowed(origin) ? 101 : 403),
});
const exact = compares((origin) => origin === undefined || [OWN, 'http://127.0.0.1:3000'].includes(origin));

const withCookie = chat({
  credentials: [
    {
      anyOf: [{ name: 'session', type: 'api-key', carrier: { in: 'cookie', name: 'sid' }, at: nowhere }],
      at: nowhere,
    },
  ],
});

describe('origin.foreign', () => {
  const rows: readonly (readonly [string, Contract, Partial<Behaviour>, readonly string[]])[] = [
    ['refused as promised', listed, exact, ['chat: passed: Refused: 403 Forbidden.']],
    [
      'accepted though a list is promised',
      listed,
      {},
      ['chat: failed: A handshake with a foreign Origin (https://foreign-site.test) was accepted.'],
    ],
    [
      'any is promised, and any is accepted',
      chat({ origins: promised('any') }),
      {},
      ['chat: passed: Accepted.'],
    ],
    [
      'any is promised, and a foreign one is refused',
      chat({ origins: promised('any') }),
      exact,
      ['chat: failed: A handshake with the Origin https://foreign-site.test was refused.'],
    ],
    [
      'nothing is promised',
      chat({}),
      {},
      ['chat: observed: A foreign Origin (https://foreign-site.test) is accepted.'],
    ],
    [
      'nothing is promised, and refused',
      chat({}),
      exact,
      ['chat: observed: A foreign Origin (https://foreign-site.test) is refused.'],
    ],
    [
      'nothing is promised, and a cookie is what lets clients in',
      withCookie,
      {},
      [
        "chat: warned: A page of any site can connect with its visitor's cookie (cross-site WebSocket hijacking).",
      ],
    ],
  ];
  test.each(rows)('%s', async (_, contract, behaviour, found) => {
    const options = { credentials: { session: 'secret-of-the-session' } };
    expect(await findings(originForeign, contract, { ...honestChat, ...behaviour }, options)).toEqual(found);
  });

  test('an observation says which lines would make it a promise', async () => {
    const { cases } = await hold(chat({}), honestChat, { checks: [originForeign], targetOrigin: OWN });
    expect(cases[0]?.finding.promise).toBe('channels:\n  chat:\n    x-countersign:\n      origins: any');
  });

  test('a secret that is sent stands in no transcript and no finding', async () => {
    const result = await hold(withCookie, honestChat, { credentials: { session: 'secret-of-the-session' } });
    expect(result.cases.length).toBeGreaterThan(5);
    expect(JSON.stringify(result)).not.toContain('secret-of-the-session');
  });
});

describe('origin.missing', () => {
  const rows: readonly (readonly [string, HandshakePolicy['missingOrigin'], Partial<Behaviour>, string])[] = [
    ['accept, accepted', promised('accept'), exact, 'chat: passed: Accepted.'],
    [
      'accept, refused',
      promised('accept'),
      compares((origin) => origin !== undefined),
      'chat: failed: A handshake without Origin was refused.',
    ],
    [
      'reject, refused',
      promised('reject'),
      compares((origin) => origin !== undefined),
      'chat: passed: Refused: 403 Forbidden.',
    ],
    ['reject, accepted', promised('reject'), {}, 'chat: failed: A handshake without Origin was accepted.'],
    ['silent, accepted', undefined, {}, 'chat: observed: A handshake without Origin is accepted.'],
  ];
  test.each(rows)('%s', async (_, missingOrigin, behaviour, found) => {
    const contract = chat(missingOrigin === undefined ? {} : { missingOrigin });
    expect(await findings(originMissing, contract, { ...honestChat, ...behaviour })).toEqual([found]);
  });
});

describe('origin.null, origin.allowed and origin.look-alike', () => {
  const careless: readonly (readonly [string, (origin: string) => boolean, readonly string[]])[] = [
    ['the whole Origin', (origin) => [OWN, 'http://127.0.0.1:3000'].includes(origin), []],
    [
      'its beginning',
      (origin) => origin.startsWith(OWN) || origin === 'http://127.0.0.1:3000',
      ['chat/port'],
    ],
    [
      'the host alone',
      (origin) => /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(origin),
      ['chat/scheme', 'chat/port', 'chat/truncated'],
    ],
    [
      'the end of the host',
      (origin) => origin.endsWith('localhost:3000') || origin === 'http://127.0.0.1:3000',
      ['chat/scheme', 'chat/suffix', 'chat/subdomain'],
    ],
  ];
  test.each(careless)('a server that compares %s', async (_, allowed, caught) => {
    const behaviour = { ...honestChat, ...compares((origin) => origin !== undefined && allowed(origin)) };
    const found = await findings(originLookAlike, listed, behaviour);
    expect(found).toHaveLength(6);
    expect(found.filter((line) => line.includes('failed')).map((line) => line.split(':')[0])).toEqual(caught);
  });

  test('`null` is refused', async () => {
    expect(await findings(originNull, listed, { ...honestChat, ...exact })).toEqual([
      'chat: passed: Refused: 403 Forbidden.',
    ]);
  });

  test('`null` is accepted', async () => {
    const behaviour = { ...honestChat, ...compares((origin) => origin === OWN || origin === 'null') };
    expect(await findings(originNull, listed, behaviour)).toEqual([
      'chat: failed: A handshake with the Origin of a sandboxed page (null) was accepted.',
    ]);
  });

  test('the further entries of the list are tried', async () => {
    expect(await findings(originAllowed, listed, { ...honestChat, ...exact })).toEqual([
      'chat/http://127.0.0.1:3000: passed: Accepted.',
    ]);
    const forgot = { ...honestChat, ...compares((origin) => origin === OWN) };
    expect(await findings(originAllowed, listed, forgot)).toEqual([
      'chat/http://127.0.0.1:3000: failed: A handshake with the Origin http://127.0.0.1:3000 was refused.',
    ]);
  });

  test('every look-alike is another origin than the allowed one', () => {
    for (const allowed of ['https://app.example.com', 'http://localhost:3000', 'http://10.0.0.1:65535']) {
      const origins = lookAlikes(allowed).map(({ origin }) => origin);
      expect(origins).not.toContain(allowed);
      expect(new Set(origins).size).toBe(origins.length);
      for (const origin of origins) expect(URL.canParse(origin), origin).toBe(true);
    }
  });
});

test('a server that accepts every Origin is told of once', async () => {
  const { cases } = await hold(listed, honestChat);
  expect(cases.filter(({ finding }) => finding.outcome === 'failed').map(({ key }) => key)).toEqual([
    'origin.foreign/chat',
  ]);
});
