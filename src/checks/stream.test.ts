import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour, Peer } from '../../test/support/fake-backend.ts';
import { findings, honestChat } from '../../test/support/hold.ts';
import { nowhere, promised } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { PushOperation, RequestOperation } from '../contract/operation.ts';
import { streamEvent } from './stream-event.ts';
import { streamGreeting } from './stream-greeting.ts';
import { streamStop } from './stream-stop.ts';

const thorough = { timing: { thorough: true } };

function chat(endpoint: Partial<Endpoint> = {}): Contract {
  const contract = chatContract({ endpoint });
  return { ...contract, endpoints: contract.endpoints.slice(0, 1), companions: [] };
}

function feed(push: Partial<PushOperation> = {}): Contract {
  const contract = chatContract();
  return {
    ...contract,
    companions: [],
    endpoints: contract.endpoints.slice(1).map((endpoint) => ({
      ...endpoint,
      operations: endpoint.operations.map((one) => (one.kind === 'push' ? { ...one, ...push } : one)),
    })),
  };
}

describe('stream.greeting', () => {
  const greets = (open: Behaviour['open']): Behaviour => ({
    ...honestChat,
    ...(open === undefined ? {} : { open }),
  });
  const both = chat({ greeting: promised(['hello', 'said']) });
  const rows: readonly (readonly [string, Contract, Behaviour, string])[] = [
    ['it comes', chat(), honestChat, 'passed: The greeting came.'],
    [
      'it comes late',
      chat(),
      greets((peer) => peer.after(8_000, () => peer.json({ type: 'hello' }))),
      'passed: The greeting came.',
    ],
    [
      'nothing comes',
      chat(),
      greets(() => {}),
      'failed: "hello" did not come within 10 s of opening; nothing did.',
    ],
    [
      'another message comes',
      chat(),
      greets((peer) => peer.json({ type: 'echo' })),
      'failed: "hello" did not come within 10 s of opening; other messages did.',
    ],
    [
      'it comes in two messages, in order',
      both,
      greets((peer) => {
        peer.json({ type: 'hello' });
        peer.json({ type: 'said', text: '' });
      }),
      'passed: The greeting came.',
    ],
    [
      'it comes in two messages, in the wrong order',
      both,
      greets((peer) => {
        peer.json({ type: 'said', text: '' });
        peer.json({ type: 'hello' });
      }),
      'failed: "said" came before "hello".',
    ],
    [
      'it breaks its schema',
      both,
      greets((peer) => {
        peer.json({ type: 'hello' });
        peer.json({ type: 'said' });
      }),
      'failed: "said" came, but it breaks its schema: the payload lacks "text".',
    ],
  ];
  test.each(rows)('%s', async (_, contract, behaviour, found) => {
    expect(await findings(streamGreeting, contract, behaviour)).toEqual([`chat: ${found}`]);
  });

  test('nobody promised one', async () => {
    const { greeting: _, ...silent } = chat().endpoints[0] as Endpoint;
    const contract = { ...chat(), endpoints: [silent] };
    expect(await findings(streamGreeting, contract, honestChat)).toEqual([
      'chat: observed: The server speaks first.',
    ]);
    expect(
      await findings(
        streamGreeting,
        contract,
        greets(() => {}),
      ),
    ).toEqual(['chat: observed: The server waits for the client to speak first.']);
  });
});

describe('stream.event', () => {
  const ticks = (...delays: readonly number[]): Behaviour => ({
    ...honestChat,
    open(peer) {
      for (const [price, delay] of delays.entries())
        peer.after(delay, () => peer.json({ type: 'tick', price }));
    },
  });
  const first = 'feed/ticks: passed: "tick" came.';
  const rows: readonly (readonly [string, Contract, Behaviour, readonly string[]])[] = [
    [
      'at its cadence',
      feed(),
      ticks(0, 5_000, 10_000),
      [first, 'feed/ticks/cadence: passed: Events came after 5 s, then 5 s.'],
    ],
    [
      'with some jitter',
      feed(),
      ticks(300, 6_200, 10_300),
      [first, 'feed/ticks/cadence: passed: Events came after 5.9 s, then 4.1 s.'],
    ],
    [
      'too fast',
      feed(),
      ticks(0, 1_000, 2_000),
      [first, 'feed/ticks/cadence: failed: An event came 1 s after the one before it.'],
    ],
    [
      'too slow',
      feed(),
      ticks(0, 5_000, 12_500),
      [first, 'feed/ticks/cadence: failed: An event came 7.5 s after the one before it.'],
    ],
    [
      'not at once',
      feed(),
      ticks(5_000, 10_000, 15_000),
      [
        'feed/ticks: failed: No "tick" came within 3.8 s; the first is promised at once.',
        'feed/ticks/cadence: passed: Events came after 5 s, then 5 s.',
      ],
    ],
    [
      'not at all',
      feed(),
      ticks(),
      [
        'feed/ticks: failed: No "tick" came within 3.8 s; the first is promised at once.',
        'feed/ticks/cadence: skipped: Not tried: not even the first event came.',
      ],
    ],
    [
      'with a value that decreases',
      feed({ ordered: promised('/price') }),
      {
        ...honestChat,
        open: (peer) => {
          for (const [i, price] of [2, 3, 1].entries())
            peer.after(i * 5_000, () => peer.json({ type: 'tick', price }));
        },
      },
      [first, 'feed/ticks/cadence: failed: /price decreases from 3 to 1.'],
    ],
    [
      'bound to another address',
      feed({
        bind: [
          { into: '/topic', from: { kind: 'parameter', name: 'topic' }, basis: 'document', at: nowhere },
        ],
      }),
      ticks(0, 5_000, 10_000),
      [
        'feed/ticks: failed: "tick" came, but /topic is absent and must be "café & co".',
        'feed/ticks/cadence: failed: "tick" came, but /topic is absent and must be "café & co".',
      ],
    ],
  ];
  test.each(rows)('%s', async (_, contract, behaviour, found) => {
    expect(await findings(streamEvent, contract, behaviour, thorough)).toEqual(found);
  });

  test('a cadence that is longer than patience is not observed, and says what it needs', async () => {
    expect(await findings(streamEvent, feed(), ticks(0))).toEqual([
      first,
      'feed/ticks/cadence: not-observed: It needs 10 s, and the runner waits no longer than its patience.',
    ]);
  });

  test('an event that nothing triggers', async () => {
    const contract = chat({
      operations: [{ kind: 'push', id: 'news', messages: ['echo'], bind: [], at: nowhere }],
    });
    const comes = {
      ...honestChat,
      open: (peer: Peer) => peer.after(4_000, () => peer.json({ type: 'echo' })),
    };
    expect(await findings(streamEvent, contract, comes)).toEqual([
      'chat/news: passed: "echo" came of its own accord.',
    ]);
    expect(await findings(streamEvent, contract, honestChat)).toEqual([
      'chat/news: not-observed: It did not come within 5 s, and nothing that the document names could trigger it.',
    ]);
  });

  test('a push that is only the greeting is the greeting’s to tell', async () => {
    const contract = chat({
      operations: [{ kind: 'push', id: 'notify', messages: ['hello'], bind: [], at: nowhere }],
    });
    expect(await findings(streamEvent, contract, honestChat)).toEqual([]);
  });
});

describe('stream.stop, and events after a request', () => {
  const request = (id: string, when: string): RequestOperation => ({
    kind: 'request',
    id,
    messages: ['say'],
    when,
    at: nowhere,
  });
  const base = chat({
    operations: [
      request('start', 'starts'),
      request('stop', 'stops'),
      {
        kind: 'push',
        id: 'echoes',
        messages: ['echo'],
        every: promised(1_000),
        after: promised('start'),
        until: promised('stop'),
        bind: [{ into: '/id', from: { kind: 'request', pointer: '/id' }, basis: 'extension', at: nowhere }],
        at: nowhere,
      },
    ],
  });
  const say = base.messages.say;
  if (say === undefined) throw new Error('The chat has no message "say".');
  const is = (text: string) =>
    ({ dialect: 'draft-07', schema: { properties: { text: { const: text } }, required: ['text'] } }) as const;
  const contract: Contract = {
    ...base,
    schemas: { ...base.schemas, starts: is('start'), stops: is('stop') },
    messages: {
      ...base.messages,
      say: {
        ...say,
        examples: [
          { payload: { type: 'say', text: 'start', id: 7 }, at: nowhere },
          { payload: { type: 'say', text: 'stop', id: 0 }, at: nowhere },
        ],
      },
    },
  };

  function streams(obeys: (id: number) => boolean): Behaviour {
    return {
      ...honestChat,
      frame(peer, json) {
        const { text, id } = json as unknown as { text: string; id: number };
        if (text === 'stop' && obeys(id)) stopped.add(peer);
        if (text !== 'start') return;
        const next = (n: number): void => {
          if (stopped.has(peer) || n > 20) return;
          peer.json({ type: 'echo', id });
          peer.after(1_000, () => next(n + 1));
        };
        next(0);
      },
    };
  }
  const stopped = new Set<Peer>();

  test('it ends: the request names the subscription that it is about', async () => {
    expect(
      await findings(
        streamStop,
        contract,
        streams((id) => id === 7),
      ),
    ).toEqual(['chat/echoes: passed: Nothing came for 1.7 s after the end.']);
  });
  test('it goes on', async () => {
    expect(
      await findings(
        streamStop,
        contract,
        streams(() => false),
      ),
    ).toEqual(['chat/echoes: failed: "echo" came once after the client had ended the stream.']);
  });
  test('it never began', async () => {
    expect(await findings(streamStop, contract, { ...honestChat, frame: () => {} })).toEqual([
      'chat/echoes: skipped: Not tried: the stream did not begin.',
    ]);
  });
  test('it begins with the request, and keeps its cadence', async () => {
    expect(
      await findings(
        streamEvent,
        contract,
        streams(() => true),
      ),
    ).toEqual([
      'chat/echoes: passed: "echo" came.',
      'chat/echoes/cadence: passed: Events came after 1 s, then 1 s.',
    ]);
  });
});
