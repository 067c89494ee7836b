import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour } from '../../test/support/fake-backend.ts';
import { findings, honestChat } from '../../test/support/hold.ts';
import { nowhere, promised } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import { handshakeAbsent } from './handshake-absent.ts';
import { handshakeAccept } from './handshake-accept.ts';
import { handshakeHeaderMissing } from './handshake-header-missing.ts';
import { handshakeQueryMissing } from './handshake-query-missing.ts';
import { handshakeSubprotocol } from './handshake-subprotocol.ts';
import { handshakeUnknownPath } from './handshake-unknown-path.ts';

type Row = readonly [title: string, behaviour: Partial<Behaviour>, found: readonly string[]];

/** Only the chat endpoint: most rows are about one. */
function chat(options: Parameters<typeof chatContract>[0] = {}): Contract {
  const contract = chatContract(options);
  return { ...contract, endpoints: contract.endpoints.slice(0, 1), companions: [] };
}

describe('handshake.accept', () => {
  const rows: readonly Row[] = [
    ['a good answer', {}, ['chat: passed: Accepted after 1 ms.']],
    ['a refusal', { handshake: () => 403 }, ['chat: failed: The backend refuses a good handshake with 403.']],
    [
      'no answer',
      { handshake: () => 'hang' },
      ['chat: failed: The handshake failed: no answer within 10 s.'],
    ],
    [
      'an accept value that is wrong',
      { breaches: [{ rule: 'R3', message: 'Sec-WebSocket-Accept is wrong.' }] },
      [
        'chat: failed: The handshake was accepted with an answer that is not valid: Sec-WebSocket-Accept is wrong.',
      ],
    ],
    [
      'a body on the 101, which is only unusual',
      { breaches: [{ rule: 'R6', message: 'The answer has Content-Length.' }] },
      [
        'chat: warned: The handshake was accepted with an answer that is not valid: The answer has Content-Length.',
      ],
    ],
    [
      '101 and a Close at once',
      { open: (peer) => peer.close(1008) },
      ['chat: failed: The backend accepts a good handshake and closes the connection at once.'],
    ],
    [
      '101, a greeting and then a Close, which is a conversation',
      {
        open: (peer) => {
          peer.json({ type: 'hello' });
          peer.close(1000);
        },
      },
      ['chat: passed: Accepted after 1 ms.'],
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, found) => {
    expect(await findings(handshakeAccept, chat(), { ...honestChat, ...behaviour })).toEqual(found);
  });

  test('who refuses an address that was made up has broken nothing', async () => {
    const { endpoints, ...rest } = chatContract();
    const contract = {
      ...rest,
      companions: [],
      endpoints: endpoints
        .filter(({ parameters }) => parameters.length > 0)
        .map((endpoint) => ({
          ...endpoint,
          parameters: [{ name: 'symbol', examples: [], at: nowhere }],
        })),
    };
    expect(await findings(handshakeAccept, contract, honestChat)).toEqual([
      'feed: passed: Accepted after 1 ms.',
    ]);
    expect(await findings(handshakeAccept, contract, { ...honestChat, handshake: () => 404 })).toEqual([
      'feed: not-observed: The backend refuses a good handshake with 404, but the address was made up: {symbol} is "symbol".',
    ]);
  });

  test('tries every value of an enum, ten at most', async () => {
    const values = Array.from({ length: 12 }, (_, i) => `v${i}`);
    const { endpoints, ...rest } = chatContract();
    const contract = {
      ...rest,
      endpoints: endpoints.map((endpoint) => ({
        ...endpoint,
        parameters: endpoint.parameters.map((one) => ({ ...one, enum: values, examples: ['v1'] })),
      })),
    };
    const found = await findings(handshakeAccept, contract, honestChat);
    expect(found).toHaveLength(11);
    expect(found[2]).toBe('feed/v0: passed: Accepted after 1 ms.');
  });
});

describe('handshake.unknown-path', () => {
  const openPath: Contract = chat();
  const promisedPath: Contract = {
    ...chat(),
    unknownPath: { dev: promised([{ status: 403 }, { status: 404 }]) },
  };
  const what = 'A handshake for the unknown path /countersign-no-such-path';
  const rows: readonly (readonly [...Row, Contract])[] = [
    ['the promised status', {}, ['dev: passed: Refused: 404 Not Found.'], promisedPath],
    [
      'another status',
      { handshake: ({ target }) => (target.startsWith('/chat') ? 101 : 500) },
      [`dev: failed: ${what} was refused, but in another way than the document says.`],
      promisedPath,
    ],
    ['101 on every path', { handshake: () => 101 }, [`dev: failed: ${what} was accepted.`], promisedPath],
    [
      '101 and a Close before any frame, where a status is promised',
      { handshake: () => 101, open: (peer) => peer.close(4404) },
      [`dev: failed: ${what} was refused, but in another way than the document says.`],
      promisedPath,
    ],
    ['nothing promised, refused', {}, [`dev: observed: ${what} is refused.`], openPath],
    [
      'nothing promised, accepted',
      { handshake: () => 101 },
      [`dev: observed: ${what} is accepted.`],
      openPath,
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, found, contract) => {
    expect(await findings(handshakeUnknownPath, contract, { ...honestChat, ...behaviour })).toEqual(found);
  });
});

describe('handshake.query-missing', () => {
  const contract = chat({
    handshake: { query: [{ name: 'user', required: true, example: 'u1', at: nowhere }] },
  });
  const demands: Behaviour['handshake'] = ({ target }) => (target === '/chat?user=u1' ? 101 : 400);
  const rows: readonly Row[] = [
    ['refused', { handshake: demands }, ['chat/user: passed: Refused: 400 Bad Request.']],
    [
      'accepted, and silent',
      { open: () => {} },
      ['chat/user: failed: A handshake without the required query parameter "user" was accepted.'],
    ],
    [
      'accepted, and closed after a second',
      { open: (peer) => peer.after(1_000, () => peer.close(4400)) },
      ['chat/user: passed: Refused: 101, then closed with 4400.'],
    ],
    [
      'accepted, and closed after a frame, which is no refusal',
      {},
      ['chat/user: failed: A handshake without the required query parameter "user" was accepted.'],
    ],
    [
      'dropped without an answer, which is no refusal either',
      { handshake: () => 'hang' },
      [
        'chat/user: failed: A handshake without the required query parameter "user" was neither accepted nor refused: no answer within 10 s.',
      ],
    ],
    [
      'no TCP connection, which proves nothing',
      { handshake: () => 'refused' },
      ['chat/user: skipped: Not tried: connection refused.'],
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, found) => {
    expect(await findings(handshakeQueryMissing, contract, { ...honestChat, ...behaviour })).toEqual(found);
  });
});

describe('handshake.header-missing', () => {
  const contract = chat({
    handshake: { headers: [{ name: 'X-Tenant', required: true, example: 't1', at: nowhere }] },
  });
  const rows: readonly Row[] = [
    [
      'refused',
      { handshake: ({ headers = [] }) => (headers.some(([name]) => name === 'X-Tenant') ? 101 : 400) },
      ['chat/X-Tenant: passed: Refused: 400 Bad Request.'],
    ],
    [
      'accepted',
      {},
      ['chat/X-Tenant: failed: A handshake without the required header "X-Tenant" was accepted.'],
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, found) => {
    expect(await findings(handshakeHeaderMissing, contract, { ...honestChat, ...behaviour })).toEqual(found);
  });
});

describe('handshake.subprotocol', () => {
  const supports = (opening: { subprotocols?: readonly string[] }): string | undefined =>
    opening.subprotocols?.find((name) => name === 'v1');
  const open = chat({ handshake: { subprotocols: promised({ supported: ['v1'], required: false }) } });
  const strict = chat({ handshake: { subprotocols: promised({ supported: ['v1'], required: true }) } });
  const rows: readonly (readonly [...Row, Contract])[] = [
    [
      'selects what it supports',
      { subprotocol: supports },
      [
        'chat/v1: passed: Selected "v1".',
        'chat/after-unknown: passed: Selected "v1".',
        'chat/before-unknown: passed: Selected "v1".',
        'chat/two-lines: passed: Selected "v1".',
        'chat/unknown: passed: Selected no subprotocol.',
      ],
      open,
    ],
    [
      'echoes the first offered, whatever it is',
      { subprotocol: ({ subprotocols }) => subprotocols?.[0] },
      [
        'chat/v1: passed: Selected "v1".',
        'chat/after-unknown: failed: "countersign-unknown" was selected instead of "v1".',
        'chat/before-unknown: passed: Selected "v1".',
        'chat/two-lines: failed: "countersign-unknown" was selected instead of "v1".',
        'chat/unknown: failed: "countersign-unknown" was selected instead of no subprotocol.',
      ],
      open,
    ],
    [
      'selects none',
      {},
      [
        'chat/v1: failed: No subprotocol was selected instead of "v1".',
        'chat/after-unknown: failed: No subprotocol was selected instead of "v1".',
        'chat/before-unknown: failed: No subprotocol was selected instead of "v1".',
        'chat/two-lines: failed: No subprotocol was selected instead of "v1".',
        'chat/unknown: failed: A handshake that offers only an unknown subprotocol was accepted.',
        'chat/none: failed: A handshake that offers no subprotocol was accepted.',
      ],
      strict,
    ],
    [
      'refuses who offers nothing that it supports',
      { subprotocol: supports, handshake: (opening) => (supports(opening) === undefined ? 400 : 101) },
      [
        'chat/v1: passed: Selected "v1".',
        'chat/after-unknown: passed: Selected "v1".',
        'chat/before-unknown: passed: Selected "v1".',
        'chat/two-lines: passed: Selected "v1".',
        'chat/unknown: passed: Refused: 400 Bad Request.',
        'chat/none: passed: Refused: 400 Bad Request.',
      ],
      strict,
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, found, contract) => {
    expect(await findings(handshakeSubprotocol, contract, { ...honestChat, ...behaviour })).toEqual(found);
  });
});

describe('handshake.absent', () => {
  const { endpoints, ...rest } = chatContract();
  const contract: Contract = {
    ...rest,
    endpoints: endpoints
      .slice(0, 1)
      .map((endpoint) => ({ ...endpoint, absent: promised({ fallback: ['health'] }) })),
  };
  const refuses = 'chat: passed: Refused: 404 Not Found.';
  const rows: readonly Row[] = [
    [
      'refused, and the fallback answers',
      { handshake: () => 404 },
      [refuses, 'chat/fallback: passed: 1 companions answer.'],
    ],
    [
      'switched on again',
      {},
      [
        'chat: failed: /chat must not exist, but a handshake was accepted.',
        'chat/fallback: passed: 1 companions answer.',
      ],
    ],
    [
      'the fallback is gone',
      { handshake: () => 404, request: () => ({ status: 404 }) },
      [
        refuses,
        'chat/fallback: failed: The companion "health", which clients are to use instead, does not answer.',
      ],
    ],
    [
      'the fallback answers with a body that is wrong: http.companion tells that',
      { handshake: () => 404, request: () => ({ status: 200, body: '{}' }) },
      [refuses, 'chat/fallback: passed: 1 companions answer.'],
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, found) => {
    expect(await findings(handshakeAbsent, contract, { ...honestChat, ...behaviour })).toEqual(found);
  });
});
