import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour } from '../../test/support/fake-backend.ts';
import { findings, honestChat } from '../../test/support/hold.ts';
import { nowhere, promised } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import { connectionCapacity } from './connection-capacity.ts';
import { connectionKeepalive } from './connection-keepalive.ts';
import { connectionPing } from './connection-ping.ts';
import { credentialsExpiry } from './credentials-expiry.ts';
import { credentialsMissing } from './credentials-missing.ts';
import { credentialsWrong } from './credentials-wrong.ts';
import { roleWrong } from './role-wrong.ts';

function chat(options: Parameters<typeof chatContract>[0]): Contract {
  const contract = chatContract(options);
  return { ...contract, endpoints: contract.endpoints.slice(0, 1), companions: [] };
}

const one = (found: string): readonly string[] => [`chat: ${found}`];

describe('connection.ping', () => {
  const rows: readonly (readonly [string, Partial<Behaviour>, string])[] = [
    ['answered', {}, 'passed: The Pong came.'],
    [
      'answered with another payload',
      { pong: () => 'b3RoZXI=' },
      'warned: The Pong has another payload than the Ping.',
    ],
    ['not answered', { pong: () => undefined }, 'warned: A Ping gets no Pong.'],
  ];
  test.each(rows)('%s', async (_, behaviour, found) => {
    expect(await findings(connectionPing, chat({}), { ...honestChat, ...behaviour })).toEqual(one(found));
  });
});

describe('connection.keepalive', () => {
  const contract = chat({
    endpoint: { keepalive: promised({ idle: 2_000, send: 'echo', close: 4_000 }) },
  });
  const idles = (send: number | undefined, close: number | undefined): Partial<Behaviour> => ({
    open(peer) {
      peer.json({ type: 'hello' });
      if (send !== undefined) peer.after(send, () => peer.json({ type: 'echo' }));
      if (close !== undefined) peer.after(close, () => peer.close(1000, 'idle'));
    },
  });
  const rows: readonly (readonly [string, Partial<Behaviour>, readonly string[]])[] = [
    [
      'as declared',
      idles(2_000, 4_000),
      ['send: passed: "echo" came after 2 s.', 'close: passed: Closed after 4 s.'],
    ],
    [
      'never',
      idles(undefined, undefined),
      [
        'send: failed: "echo" did not come after 2 s of silence.',
        'close: failed: The connection is still open after 5 s of silence.',
      ],
    ],
    [
      'too late, too early',
      idles(2_900, 2_500),
      [
        'send: failed: "echo" did not come after 2 s of silence. The connection was closed with 1000 "idle".',
        'close: failed: The connection was closed after 2.5 s already.',
      ],
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, found) => {
    expect(await findings(connectionKeepalive, contract, { ...honestChat, ...behaviour })).toEqual(
      found.map((line) => `chat/${line}`),
    );
  });
  test('longer than patience is not observed', async () => {
    const long = chat({ endpoint: { keepalive: promised({ idle: 30_000, send: 'echo' }) } });
    expect(await findings(connectionKeepalive, long, honestChat)).toEqual([
      'chat/send: not-observed: It needs 30 s, and the runner waits no longer than its patience.',
    ]);
  });
});

describe('connection.capacity', () => {
  function limited(limit: number): Partial<Behaviour> {
    let open = 0;
    return { handshake: () => (open++ < limit ? 101 : 503) };
  }
  const contract = (limit: number): Contract =>
    chat({ handshake: { connections: promised(limit), refuse: { capacity: promised([{ status: 503 }]) } } });
  const rows: readonly (readonly [string, number, Partial<Behaviour>, string])[] = [
    ['the limit is kept', 3, limited(3), 'passed: Refused: 503 Service Unavailable.'],
    ['there is no limit', 3, {}, 'failed: Connection 4 was accepted.'],
    ['the limit is lower', 3, limited(2), 'failed: Connection 3 of 3 was not accepted; others may be open.'],
    ['the limit is high', 100, {}, 'skipped: It would need 101 connections at once.'],
  ];
  test.each(rows)('%s', async (_, limit, behaviour, found) => {
    expect(await findings(connectionCapacity, contract(limit), { ...honestChat, ...behaviour })).toEqual(
      one(found),
    );
  });
});

describe('credentials of the handshake', () => {
  const contract = chat({
    handshake: {
      credentials: [
        {
          anyOf: [{ name: 'token', type: 'api-key', carrier: { in: 'query', name: 'token' }, at: nowhere }],
          at: nowhere,
        },
      ],
      refuse: { credentials: promised([{ status: 401 }, { close: 4401 }]) },
      roles: promised(['staff']),
      expiry: promised({ close: 4401, within: 500 }),
    },
  });
  const given = { credentials: { token: 'secret/of staff' } };
  const right = '/chat?token=secret%2Fof%20staff';
  const checks: Partial<Behaviour> = { handshake: ({ target }) => (target === right ? 101 : 401) };
  const closes: Partial<Behaviour> = {
    open: (peer) => (peer.opening.target === right ? peer.json({ type: 'hello' }) : peer.close(4401)),
  };
  const only: Partial<Behaviour> = { handshake: ({ target }) => (target.includes('token=') ? 101 : 401) };
  const rows: readonly (readonly [string, Partial<Behaviour>, string, string])[] = [
    [
      'refused with a status',
      checks,
      'passed: Refused: 401 Unauthorized.',
      'passed: Refused: 401 Unauthorized.',
    ],
    [
      'refused by a close',
      closes,
      'passed: Refused: 101, then closed with 4401.',
      'passed: Refused: 101, then closed with 4401.',
    ],
    [
      'looked at only for being there',
      only,
      'passed: Refused: 401 Unauthorized.',
      'failed: A handshake with a credential that nobody issued was accepted.',
    ],
    [
      'not asked for',
      {},
      'failed: A handshake without a credential was accepted.',
      'failed: A handshake with a credential that nobody issued was accepted.',
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, missing, wrong) => {
    const backend = { ...honestChat, ...behaviour };
    expect(await findings(credentialsMissing, contract, backend, given)).toEqual(one(missing));
    expect(await findings(credentialsWrong, contract, backend, given)).toEqual(one(wrong));
  });

  test('a role that nobody can be had of is skipped, with what would help', async () => {
    expect(await findings(roleWrong, contract, honestChat, given)).toEqual(
      one('skipped: No credential of another role is known.'),
    );
  });

  describe('expiry', () => {
    const issuing: Contract = {
      ...contract,
      companions: ['staff', 'guest'].map((role) => ({
        id: `login-${role}`,
        server: 'dev',
        method: 'GET',
        address: `/login/${role}`,
        parameters: [],
        query: [],
        request: [],
        responses: [],
        credentials: [],
        refuse: {},
        issues: promised({ scheme: 'token', at: '/token', ttl: 2_000, role: '/role' }),
        at: nowhere,
      })),
    };
    const logs: Partial<Behaviour> = {
      request({ target }) {
        const role = target.split('/').at(-1) ?? '';
        return { status: 200, body: JSON.stringify({ token: `secret-${role}`, role }) };
      },
    };
    const closing = (code: number | undefined): Behaviour => ({
      ...honestChat,
      ...logs,
      handshake: ({ target }) => (target.endsWith('secret-staff') ? 101 : 403),
      open(peer) {
        peer.json({ type: 'hello' });
        if (code !== undefined) peer.after(2_100, () => peer.close(code));
      },
    });
    const rows: readonly (readonly [string, Behaviour, string])[] = [
      ['closed as declared', closing(4401), 'passed: Closed after 2.1 s.'],
      ['closed otherwise', closing(1008), 'failed: The connection was closed with 1008 instead of 4401.'],
      [
        'never closed',
        closing(undefined),
        'failed: The connection is still open 1.3 s after its credential expired.',
      ],
    ];
    test.each(rows)('%s', async (_, behaviour, found) => {
      expect(await findings(credentialsExpiry, issuing, behaviour)).toEqual(one(found));
    });
    test('another role is refused, or not', async () => {
      expect(await findings(roleWrong, issuing, closing(undefined))).toEqual(
        one('passed: Refused: 403 Forbidden.'),
      );
      expect(await findings(roleWrong, issuing, { ...closing(undefined), handshake: () => 101 })).toEqual(
        one('failed: A handshake of the role "guest" was accepted.'),
      );
    });
  });
});
