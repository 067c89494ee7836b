import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour, Peer } from '../../test/support/fake-backend.ts';
import { findings, honestChat, isSay } from '../../test/support/hold.ts';
import { nowhere, promised } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { Operation, Reply } from '../contract/operation.ts';
import { exchangeOtherwise } from './exchange-otherwise.ts';
import { exchangeReply } from './exchange-reply.ts';

function chat(endpoint: Partial<Endpoint> = {}): Contract {
  const contract = chatContract({ endpoint });
  return { ...contract, endpoints: contract.endpoints.slice(0, 1), companions: [] };
}

const text = { kind: 'request', pointer: '/text' } as const;
const bound: Reply['bind'] = [{ into: '/text', from: text, basis: 'extension', at: nowhere }];

function speak(reply: Partial<Reply> | undefined, more: readonly Operation[] = []): Contract {
  const full: Reply = { basis: 'document', messages: ['said'], bind: bound, delay: 0, at: nowhere, ...reply };
  const operation: Operation = { kind: 'request', id: 'speak', messages: ['say'], at: nowhere };
  return chat({ operations: [reply === undefined ? operation : { ...operation, reply: full }, ...more] });
}

/** Answers `say` as told, and nothing else. */
function answers(answer: (peer: Peer, text: string) => void): Partial<Behaviour> {
  return { frame: (peer, json) => isSay(json) && answer(peer, json.text ?? '') };
}

const said = (value: Json): Json => ({ type: 'said', text: value });
const key = 'chat/speak/say/example-1';

describe('exchange.reply', () => {
  const pushesSaid: Operation = { kind: 'push', id: 'gossip', messages: ['said'], bind: [], at: nowhere };
  const pushesEcho: Operation = { kind: 'push', id: 'noise', messages: ['echo'], bind: [], at: nowhere };
  const rows: readonly (readonly [string, Contract, Partial<Behaviour>, string])[] = [
    ['the reply comes', speak({}), {}, 'passed: "said" came after 0 ms.'],
    ['no reply comes', speak({}), answers(() => {}), 'failed: No reply "said" came within 10 s.'],
    [
      'another message comes',
      speak({}),
      answers((peer) => peer.json({ type: 'echo' })),
      'failed: "echo" came, and no "said" within 10 s.',
    ],
    [
      'something comes that fits no message',
      speak({}),
      answers((peer) => peer.text('oops')),
      'failed: A frame that fits no message came, and no "said" within 10 s.',
    ],
    [
      'the reply breaks its schema',
      speak({}),
      answers((peer) => peer.json({ type: 'said' })),
      'failed: "said" came, but it breaks its schema: the payload lacks "text".',
    ],
    [
      'the reply is bound to another value',
      speak({}),
      answers((peer) => peer.json(said('no'))),
      'failed: "said" came, but /text is "no" and must be "hi", as in the request (/text).',
    ],
    [
      'the bound value has another type',
      speak({ bind: [{ into: '/n', from: text, basis: 'document', at: nowhere }] }),
      answers((peer) => peer.json({ type: 'said', text: 'hi', n: 1 })),
      'failed: "said" came, but /n is 1 and must be "hi", as in the request (/text).',
    ],
    [
      'the reply is too long to be kept',
      speak({}),
      answers((peer) => peer.json(said('x'.repeat(100_000)))),
      'not-observed: "said" came, but is too long to be kept, so that what is bound in it was not judged.',
    ],
    [
      'the connection is closed instead',
      speak({}),
      answers((peer) => peer.close(1011, 'boom')),
      'failed: The connection was closed with 1011 "boom" before reply "said" came.',
    ],
    [
      'the connection is dropped instead',
      speak({}),
      answers((peer) => peer.drop()),
      'failed: The connection was closed with 1006 (no Close frame) before reply "said" came.',
    ],
    [
      'the connection is closed after the reply',
      speak({}),
      answers((peer, value) => {
        peer.json(said(value));
        peer.close(1000);
      }),
      'passed: "said" came after 0 ms.',
    ],
    [
      'the reply comes late, within what is tolerated',
      speak({ within: promised(1_000) }),
      answers((peer, value) => peer.after(1_300, () => peer.json(said(value)))),
      'passed: "said" came after 1.3 s.',
    ],
    [
      'the reply comes too late',
      speak({ within: promised(1_000) }),
      answers((peer, value) => peer.after(1_600, () => peer.json(said(value)))),
      'failed: The reply came after 1.6 s, and is promised within 1 s.',
    ],
    [
      'pushes come in between',
      speak({}, [pushesEcho]),
      answers((peer, value) => {
        for (let i = 0; i < 50; i += 1) peer.json({ type: 'echo' });
        peer.after(500, () => peer.json(said(value)));
      }),
      'passed: "said" came after 500 ms.',
    ],
    [
      'a push has the message of the reply, and comes before it',
      speak({}, [pushesSaid]),
      answers((peer, value) => {
        peer.json(said('gossip'));
        peer.after(500, () => peer.json(said(value)));
      }),
      'passed: "said" came after 500 ms.',
    ],
    [
      'the greeting comes after the reply',
      speak({}),
      { open: (peer) => peer.after(5_500, () => peer.json({ type: 'hello' })) },
      'passed: "said" came after 0 ms.',
    ],
    [
      'the reply is only inferred, and comes',
      speak({ basis: 'inferred' }),
      {},
      'observed: "say" is answered with "said", as its name suggests.',
    ],
    [
      'the reply is only inferred, and does not come',
      speak({ basis: 'inferred' }),
      answers(() => {}),
      'observed: No message of the document came in answer to "say".',
    ],
    ['no reply is declared, and one comes', speak(undefined), {}, 'observed: "say" is answered with "said".'],
    [
      'no reply is declared, and what comes breaks its schema',
      speak(undefined),
      answers((peer) => peer.json({ type: 'said', text: 1 })),
      'failed: "said" came, but it breaks its schema: /text is 1, and must be a string.',
    ],
    [
      'the handshake is refused',
      speak({}),
      { handshake: () => 403 },
      'skipped: Not tried: the handshake was refused (403).',
    ],
  ];
  test.each(rows)('%s', async (_, contract, behaviour, found) => {
    expect(await findings(exchangeReply, contract, { ...honestChat, ...behaviour })).toEqual([
      `${key}: ${found}`,
    ]);
  });

  test('a failure shows what was sent, expected and received, and the rule', async () => {
    const { cases } = await import('../../test/support/hold.ts').then(({ hold }) =>
      hold(
        speak({ within: promised(2_000) }),
        { ...honestChat, ...answers((peer) => peer.json(said('no'))) },
        {
          checks: [exchangeReply],
        },
      ),
    );
    expect(cases[0]?.finding).toMatchObject({
      sent: '{"type":"say","text":"hi"}',
      expected: 'reply "said" within 2 s',
      received: 'said {"type":"said","text":"no"}',
      rule: 'x-countersign.bind',
    });
  });

  describe('a sequence', () => {
    const sequence = [
      { message: 'said', repeat: 1 },
      { message: 'echo', repeat: 3 },
    ];
    const contract = speak({ basis: 'extension', messages: ['said', 'echo'], sequence, bind: [] });
    const sends = (...types: readonly string[]): Partial<Behaviour> =>
      answers((peer) => {
        for (const type of types) peer.json(type === 'said' ? said('hi') : { type });
      });
    const rows: readonly (readonly [string, Partial<Behaviour>, string])[] = [
      ['in order', sends('said', 'echo', 'echo', 'echo'), 'passed: "said", "echo" came after 0 ms.'],
      [
        'too short',
        sends('said', 'echo', 'echo'),
        'failed: "said" came, and no "echo" (number 3 of 3) within 10 s.',
      ],
      [
        'too long',
        sends('said', 'echo', 'echo', 'echo', 'echo'),
        'failed: "echo" came once more than the reply has.',
      ],
      ['in another order', sends('echo', 'said', 'echo', 'echo'), 'failed: "echo" came where "said" is due.'],
      [
        'with the greeting in between',
        sends('said', 'echo', 'hello', 'echo', 'echo'),
        'passed: "said", "echo" came after 0 ms.',
      ],
    ];
    test.each(rows)('%s', async (_, behaviour, found) => {
      expect(await findings(exchangeReply, contract, { ...honestChat, ...behaviour })).toEqual([
        `${key}: ${found}`,
      ]);
    });
  });

  test('what the scenarios always show first is said first', async () => {
    const login: Operation = {
      kind: 'request',
      id: 'login',
      messages: ['login'],
      reply: { basis: 'document', messages: ['hello'], bind: [], delay: 0, at: nowhere },
      at: nowhere,
    };
    const base = speak({}, [login]);
    const step = (kind: 'client' | 'server', message: string) => ({ kind, message, at: nowhere }) as const;
    const { say } = base.messages;
    if (say === undefined) throw new Error('The chat has no message "say".');
    const contract: Contract = {
      ...base,
      messages: {
        ...base.messages,
        login: {
          ...say,
          id: 'login',
          name: 'login',
          payload: 'login',
          examples: [{ payload: { type: 'login' }, at: nowhere }],
        },
      },
      schemas: {
        ...base.schemas,
        login: {
          dialect: 'draft-07',
          schema: { properties: { type: { const: 'login' } }, required: ['type'] },
        },
      },
      endpoints: base.endpoints.map((endpoint) => ({
        ...endpoint,
        messages: { ...endpoint.messages, client: ['say', 'login'] },
      })),
      scenarios: [
        {
          name: 'talk',
          endpoint: 'chat',
          steps: [
            step('client', 'login'),
            step('server', 'hello'),
            step('client', 'say'),
            step('server', 'said'),
          ],
          at: nowhere,
        },
      ],
    };
    const loggedIn = new Set<Peer>();
    const behaviour: Behaviour = {
      ...honestChat,
      frame(peer, json) {
        if (isSay(json)) peer.json(loggedIn.has(peer) ? said(json.text ?? '') : { type: 'echo' });
        else {
          loggedIn.add(peer);
          peer.json({ type: 'hello' });
        }
      },
    };
    expect(await findings(exchangeReply, contract, behaviour)).toEqual([
      `${key}: passed: "said" came after 0 ms.`,
      'chat/login/login/example-1: passed: "hello" came after 0 ms.',
    ]);
    const deaf: Behaviour = { ...honestChat, frame: () => {} };
    expect(await findings(exchangeReply, contract, deaf)).toEqual([
      `${key}: skipped: Not tried: what a client says before it ("login") did not get its reply.`,
      'chat/login/login/example-1: failed: No reply "hello" came within 10 s.',
    ]);
  });
});

describe('exchange.otherwise', () => {
  const contract = chat({ otherwise: promised('echo') });
  const rows: readonly (readonly [string, Partial<Behaviour>, string])[] = [
    ['the declared reply', {}, 'passed: "echo" came after 0 ms.'],
    ['nothing', { frame: () => {} }, 'failed: No reply "echo" came within 10 s.'],
    [
      'another message',
      { frame: (peer) => peer.json(said('?')) },
      'failed: "said" came, and no "echo" within 10 s.',
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, found) => {
    expect(await findings(exchangeOtherwise, contract, { ...honestChat, ...behaviour })).toEqual([
      `chat: ${found}`,
    ]);
  });
});
