import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour, Peer } from '../../test/support/fake-backend.ts';
import { findings, honestChat } from '../../test/support/hold.ts';
import { promised } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import { connectionSlowFrames } from './connection-slow-frames.ts';
import { connectionSlowHandshake } from './connection-slow-handshake.ts';
import { connectionSlowReader } from './connection-slow-reader.ts';

const base = chatContract();
const only = (index: number): Contract => ({
  ...base,
  endpoints: base.endpoints.slice(index, index + 1),
  companions: [],
});
const chat = only(0);
const feed = only(1);

describe('connection.slow-handshake', () => {
  const rows: readonly (readonly [string, Partial<Behaviour>, readonly [string, string]])[] = [
    ['waited for', {}, ['passed: Accepted.', 'passed: Accepted.']],
    [
      'refused when it is in pieces',
      { handshake: ({ inPieces }) => (inPieces === undefined ? 101 : 400) },
      [
        'warned: A handshake in 200 TCP packets within about a second is refused.',
        'warned: A handshake whose second half comes a second later is refused.',
      ],
    ],
    [
      'given up after half a second',
      { handshake: ({ inPieces }) => ((inPieces?.pause ?? 0) > 500 ? 'hang' : 101) },
      ['passed: Accepted.', 'warned: A handshake whose second half comes a second later gets no answer.'],
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, [bytes, halves]) => {
    expect(await findings(connectionSlowHandshake, chat, { ...honestChat, ...behaviour })).toEqual([
      `chat/bytes: ${bytes}`,
      `chat/halves: ${halves}`,
      'chat/half: not-observed: It needs 100 s, and the runner waits no longer than its patience.',
    ]);
  });

  const half = async (handshake: NonNullable<Behaviour['handshake']>): Promise<string | undefined> =>
    (
      await findings(
        connectionSlowHandshake,
        chat,
        {
          ...honestChat,
          handshake: (opening) => ((opening.inPieces?.pause ?? 0) > 9_999 ? handshake(opening) : 101),
        },
        { timing: { thorough: true } },
      )
    ).at(-1);
  test('half a one, with --thorough', async () => {
    expect(await half(() => 'hang')).toBe(
      'chat/half: observed: Half a handshake still has its place after 100 s.',
    );
    expect(await half(() => 408)).toBe('chat/half: passed: Given up after 1 ms.');
  });
});

describe('connection.slow-frames', () => {
  /** Takes each packet for a whole frame. */
  const hasty = (then: (peer: Peer) => void): Behaviour => ({
    ...honestChat,
    raw: (peer, bytes) => {
      if (bytes.length < 6) then(peer);
    },
  });
  test('put together', async () => {
    expect(await findings(connectionSlowFrames, chat, honestChat)).toEqual([
      'chat/ping: passed: The Pong came.',
      'chat/text: passed: "said" came after 0 ms.',
    ]);
  });
  test('taken packet by packet', async () => {
    expect(
      await findings(
        connectionSlowFrames,
        chat,
        hasty((peer) => peer.close(1002)),
      ),
    ).toEqual([
      'chat/ping: warned: The connection is closed with 1002 when a Ping comes in 12 TCP packets.',
      'chat/text: warned: Sent in 12 TCP packets: The connection was closed with 1002 before reply "said" came.',
    ]);
    expect(
      await findings(
        connectionSlowFrames,
        chat,
        hasty(() => {}),
      ),
    ).toEqual([
      'chat/ping: warned: A Ping in 12 TCP packets gets no Pong.',
      'chat/text: warned: Sent in 12 TCP packets: No reply "said" came within 10 s.',
    ]);
  });
});

describe('connection.slow-reader', () => {
  const rows: readonly (readonly [string, Partial<Behaviour>, string])[] = [
    ['waited for', {}, 'passed: Others were served, and what it then read is valid.'],
    [
      'closed, with a reason',
      { read: (peer, reading) => (reading ? undefined : peer.close(1008, 'too slow')) },
      'passed: It is closed with 1008 "too slow".',
    ],
    [
      'dropped',
      { read: (peer, reading) => (reading ? undefined : peer.drop()) },
      'warned: A client that does not read for a while is dropped with 1006 (no Close frame).',
    ],
    [
      'sent half of a frame',
      { read: (peer, reading) => (reading ? peer.breakProtocol('invalid opcode 7') : undefined) },
      'warned: What it then reads is no valid frame: invalid opcode 7.',
    ],
    [
      'sent what lacks a part',
      { read: (peer, reading) => (reading ? peer.json({ type: 'said' }) : undefined) },
      'warned: What it then reads is not valid: the payload lacks "text".',
    ],
  ];
  test.each(rows)('%s', async (_, behaviour, found) => {
    expect(await findings(connectionSlowReader, chat, { ...honestChat, ...behaviour })).toEqual([
      `chat: ${found}`,
    ]);
  });

  test('everybody waits for it', async () => {
    let deaf = false;
    const blocked: Behaviour = {
      ...honestChat,
      read: (_, reading) => {
        deaf = !reading;
      },
      frame: (peer, json, text) => (deaf ? undefined : honestChat.frame?.(peer, json, text)),
    };
    expect(await findings(connectionSlowReader, chat, blocked)).toEqual([
      'chat: failed: While one client does not read, another is not served: No reply "said" came within 10 s.',
    ]);
  });

  test('nobody else can connect', async () => {
    let open = false;
    const one: Behaviour = {
      ...honestChat,
      handshake: () => (open ? 503 : 101),
      read: (_, reading) => {
        open = !reading;
      },
    };
    expect(await findings(connectionSlowReader, chat, one)).toEqual([
      'chat: skipped: Not tried: while one client does not read, another one cannot connect (the handshake was refused (503)).',
    ]);
  });

  test.each([
    ['in order', [1, 2, 2, 4], 'passed: Others were served, and what it then read is valid.'],
    ['out of order', [1, 2, 4, 3], 'warned: What it then reads: /price decreases from 4 to 3.'],
  ])('a stream, %s', async (_, prices, found) => {
    const contract: Contract = {
      ...feed,
      endpoints: feed.endpoints.map((endpoint) => ({
        ...endpoint,
        operations: endpoint.operations.map((one) =>
          one.kind === 'push' ? { ...one, ordered: promised('/price') } : one,
        ),
      })),
    };
    const ticking: Behaviour = {
      ...honestChat,
      open(peer) {
        prices.forEach((price, i) => void peer.after(i * 300, () => peer.json({ type: 'tick', price })));
      },
    };
    expect(await findings(connectionSlowReader, contract, ticking)).toEqual([`feed: ${found}`]);
  });

  test('nothing that could be left unread', async () => {
    const silent: Contract = {
      ...feed,
      endpoints: feed.endpoints.map((endpoint) => ({ ...endpoint, operations: [] })),
    };
    expect(await findings(connectionSlowReader, silent, honestChat)).toEqual([]);
  });
});
