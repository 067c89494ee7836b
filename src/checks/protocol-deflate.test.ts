import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour } from '../../test/support/fake-backend.ts';
import { findings, honestChat } from '../../test/support/hold.ts';
import type { Contract } from '../contract/contract.ts';
import { deflateBreach } from './deflate-answer.ts';
import { protocolDeflate } from './protocol-deflate.ts';
import { protocolDeflateFrames } from './protocol-deflate-frames.ts';

const base = chatContract();
const chat: Contract = { ...base, endpoints: base.endpoints.slice(0, 1), companions: [] };
/** Takes the extension up; the fake does not inflate, `raw` says what it makes of what comes. */
const compresses = (raw: Behaviour['raw']): Behaviour => ({
  ...honestChat,
  extensions: () => 'permessage-deflate',
  ...(raw === undefined ? {} : { raw }),
});

describe('protocol.deflate', () => {
  test('declined', async () => {
    expect(await findings(protocolDeflate, chat, honestChat)).toEqual(
      ['message', 'fragments', 'plain', 'no-takeover'].map(
        (name) => `chat/${name}: passed: The server does not compress, as it may.`,
      ),
    );
  });
  test('answered', async () => {
    const reads = compresses((peer) => peer.json({ type: 'said', text: 'hi' }));
    expect(await findings(protocolDeflate, chat, reads)).toEqual(
      ['message', 'fragments', 'plain', 'no-takeover'].map(
        (name) => `chat/${name}: passed: "said" came after 0 ms.`,
      ),
    );
  });
  test('not answered, and answered with what cannot be inflated', async () => {
    expect(
      await findings(
        protocolDeflate,
        chat,
        compresses((peer, bytes) =>
          ((bytes[0] ?? 0) & 0x40) === 0
            ? peer.json({ type: 'said', text: 'hi' })
            : !(peer.opening.headers ?? []).some(([, value]) => value.includes('takeover'))
              ? peer.close(1002)
              : peer.breakProtocol('invalid distance too far back'),
        ),
      ),
    ).toEqual([
      'chat/message: warned: Sent compressed: The connection was closed with 1002 before reply "said" came.',
      'chat/fragments: warned: Sent compressed and in fragments: The connection was closed with 1002 before reply "said" came.',
      'chat/plain: passed: "said" came after 0 ms.',
      'chat/no-takeover: warned: Sent compressed twice, with server_no_context_takeover asked for: what comes back is no valid frame (invalid distance too far back).',
    ]);
  });
});

describe('protocol.deflate-frames', () => {
  test('declined', async () => {
    expect(await findings(protocolDeflateFrames, chat, honestChat)).toEqual(
      ['garbage', 'continuation', 'control'].map(
        (name) => `chat/${name}: passed: The server does not compress, as it may.`,
      ),
    );
  });
  test('refused, and taken', async () => {
    expect(
      await findings(
        protocolDeflateFrames,
        chat,
        compresses((peer) => peer.close(1002)),
      ),
    ).toEqual(
      ['garbage', 'continuation', 'control'].map((name) => `chat/${name}: passed: Closed with 1002.`),
    );
    expect(
      await findings(
        protocolDeflateFrames,
        chat,
        compresses(() => undefined),
      ),
    ).toEqual([
      'chat/garbage: warned: A compressed message that cannot be inflated does not end the connection.',
      'chat/continuation: observed: A fragment with RSV1 that is not the first does not end the connection.',
      'chat/control: observed: A Ping with RSV1 does not end the connection.',
    ]);
  });
});

describe('the answer to an offer of permessage-deflate', () => {
  const TEN = { server_max_window_bits: 10 } as const;
  test.each([
    ['', {}, undefined],
    ['permessage-deflate', {}, undefined],
    ['permessage-deflate; server_no_context_takeover', {}, undefined],
    ['permessage-deflate; server_max_window_bits=15', {}, undefined],
    ['permessage-deflate; client_max_window_bits=12', { client_max_window_bits: true }, undefined],
    ['permessage-deflate; server_max_window_bits="9"', TEN, undefined],
    ['permessage-deflate', TEN, 'The window of 10 bits that was asked for is not agreed to.'],
    [
      'permessage-deflate; server_max_window_bits=12',
      TEN,
      'The window of 10 bits that was asked for is not agreed to.',
    ],
    [
      'permessage-deflate; client_max_window_bits=12',
      {},
      'The answer has client_max_window_bits, which was not offered.',
    ],
    [
      'permessage-deflate; server_max_window_bits=7',
      {},
      'The answer has server_max_window_bits of 7; 8 to 15 may stand there.',
    ],
    [
      'permessage-deflate; server_no_context_takeover=1',
      {},
      'The answer gives server_no_context_takeover a value, 1.',
    ],
    ['permessage-deflate; x=1', {}, 'The answer has x, which permessage-deflate does not know.'],
    [
      'permessage-deflate; server_no_context_takeover; server_no_context_takeover',
      {},
      'The answer has server_no_context_takeover twice.',
    ],
    ['x-other', {}, 'The extension "x-other" is selected.'],
    ['permessage-deflate, x-other', {}, 'More than one extension is selected.'],
  ] as const)('%s to %o', (answer, offered, breach) => {
    expect(deflateBreach(answer, offered)).toBe(breach);
  });
});
