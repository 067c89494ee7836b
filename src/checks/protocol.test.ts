import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour } from '../../test/support/fake-backend.ts';
import { findings, honestChat } from '../../test/support/hold.ts';
import type { Contract } from '../contract/contract.ts';
import { connectionFrames } from './connection-frames.ts';
import { protocolClose } from './protocol-close.ts';
import { protocolCloseFrames } from './protocol-close-frames.ts';
import { protocolControl } from './protocol-control.ts';
import { protocolFragments } from './protocol-fragments.ts';
import { protocolMasking } from './protocol-masking.ts';
import { protocolPing } from './protocol-ping.ts';
import { protocolReserved } from './protocol-reserved.ts';
import { protocolUtf8 } from './protocol-utf8.ts';

const base = chatContract();
const chat: Contract = { ...base, endpoints: base.endpoints.slice(0, 1), companions: [] };
const deaf: Behaviour = { ...honestChat, raw: () => {} };
const fin: Behaviour = { ...honestChat, raw: (peer) => peer.drop() };
const odd: Behaviour = { ...honestChat, raw: (peer) => peer.close(4000) };

const outcomes = async (...given: Parameters<typeof findings>): Promise<readonly string[]> =>
  (await findings(...given)).map((line) => line.replace(/^chat\//, ''));

describe('frames that RFC 6455 forbids', () => {
  test.each([
    [protocolMasking, 1],
    [protocolReserved, 7],
    [protocolUtf8, 4],
    [protocolControl, 4],
    [protocolCloseFrames, 9],
  ] as const)('%o', async (check, count) => {
    const honest = await outcomes(check, chat, honestChat);
    expect(honest).toHaveLength(count);
    expect(honest.filter((line) => !/: passed: Closed with 10\d\d\.$/.test(line))).toEqual([]);
    const dropped = await outcomes(check, chat, fin);
    expect(new Set(dropped.map((line) => line.replace(/^[^:]*: /, '')))).toEqual(
      new Set(['passed: The connection is ended, without a Close frame.']),
    );
    const taken = await outcomes(check, chat, deaf);
    expect(taken.filter((line) => !/ does not end the connection\.$/.test(line))).toEqual([]);
  });

  test('what is told of each', async () => {
    expect(await outcomes(protocolMasking, chat, deaf)).toEqual([
      'unmasked: warned: A frame without a mask does not end the connection.',
    ]);
    expect((await outcomes(protocolReserved, chat, deaf)).at(-1)).toBe(
      'huge: observed: A frame that announces 2⁶² bytes does not end the connection.',
    );
    expect((await outcomes(protocolUtf8, chat, odd))[0]).toBe(
      'byte: observed: A text with the byte FF is closed with 4000, which does not say what was wrong.',
    );
  });

  test('a backend that dies of it', async () => {
    let dead = false;
    const dies: Behaviour = {
      ...honestChat,
      handshake: () => (dead ? 'refused' : 101),
      raw(peer) {
        dead = true;
        peer.drop();
      },
    };
    expect(await outcomes(protocolMasking, chat, dies)).toEqual([
      'unmasked: warned: After it (a frame without a mask) the backend accepts no new connection.',
    ]);
  });
});

describe('protocol.fragments', () => {
  test('put together', async () => {
    expect(await outcomes(protocolFragments, chat, honestChat)).toEqual([
      'two: passed: "said" came after 0 ms.',
      'bytes: passed: "said" came after 0 ms.',
      'empty: passed: "said" came after 0 ms.',
    ]);
  });
  test('not put together', async () => {
    expect((await outcomes(protocolFragments, chat, deaf))[0]).toBe(
      'two: warned: Sent in two fragments with a Ping between them: No reply "said" came within 10 s.',
    );
  });
});

test('protocol.ping', async () => {
  expect(await outcomes(protocolPing, chat, honestChat)).toEqual([
    'empty: passed: The Pong came.',
    'full: passed: The Pong came.',
    'after-pong: passed: The Pong came.',
  ]);
  expect(await outcomes(protocolPing, chat, { ...honestChat, pong: () => 'b3RoZXI=' })).toEqual([
    'empty: warned: The Pong has another payload than the Ping.',
    'full: warned: The Pong has another payload than the Ping.',
    'after-pong: warned: The Pong has another payload than the Ping.',
  ]);
  expect(await outcomes(protocolPing, chat, odd)).toContain('after-pong: warned: The Ping gets no Pong.');
});

test('protocol.close', async () => {
  const lines = (text: string): readonly string[] =>
    ['normal', 'empty', 'own'].map((name) => `${name}: ${text}`);
  expect(await outcomes(protocolClose, chat, honestChat)).toEqual(lines('passed: Answered with a Close.'));
  const cut = await outcomes(protocolClose, chat, { ...honestChat, goodbye: () => 'fin' });
  expect(cut[0]).toBe('normal: warned: A Close with 1000 and a reason is not answered with a Close.');
  const broken = await outcomes(protocolClose, chat, { ...honestChat, goodbye: () => 'protocol-error' });
  expect(broken[1]).toBe(
    'empty: warned: A Close without a code is answered with a frame that is not valid: .',
  );
});

test('connection.frames', async () => {
  expect(await outcomes(connectionFrames, chat, honestChat)).toEqual(['chat: passed: All frames are valid.']);
  const broken: Behaviour = { ...honestChat, frame: (peer) => peer.breakProtocol('RSV1 must be clear') };
  expect(await outcomes(connectionFrames, chat, broken)).toEqual([
    'chat: warned: The server sent a frame that is not valid: RSV1 must be clear.',
  ]);
});
