import { describe, expect, test } from 'vitest';
import { Receiver } from 'ws';
import { utf8Of } from './base64.ts';
import { type RawFrame, rawFrames } from './raw-frame.ts';

/** What `ws` reads in these frames, as a server does. */
function read(...frames: readonly RawFrame[]): Promise<string> {
  return new Promise((resolve) => {
    const receiver = new Receiver({ isServer: true });
    receiver.on('message', (data, isBinary) => resolve(isBinary ? data.toString('hex') : data.toString()));
    receiver.on('ping', (data) => resolve(`ping ${data.toString()}`));
    receiver.on('error', (error) => resolve((error as Error & { code: string }).code));
    receiver.write(Buffer.from(rawFrames(...frames), 'base64'));
  });
}

const text = (payload: string, rest: Partial<RawFrame> = {}): RawFrame => ({
  opcode: 1,
  payload: utf8Of(payload),
  ...rest,
});

describe('raw frames', () => {
  test.each<[string, readonly RawFrame[], string]>([
    ['a short text', [text('héllo €')], 'héllo €'],
    ['one of 126 bytes', [text('x'.repeat(126))], 'x'.repeat(126)],
    ['one of 70,000 bytes', [text('y'.repeat(70_000))], 'y'.repeat(70_000)],
    ['nothing', [text('')], ''],
    ['bytes', [{ opcode: 2, payload: [0, 255, 16] }], '00ff10'],
    ['fragments', [text('ab', { fin: false }), { opcode: 0, payload: utf8Of('cd') }], 'abcd'],
    ['a Ping', [{ opcode: 9, payload: utf8Of('hi') }], 'ping hi'],
    ['no mask', [text('x', { masked: false })], 'WS_ERR_EXPECTED_MASK'],
    ['a reserved bit', [text('x', { rsv: 4 })], 'WS_ERR_UNEXPECTED_RSV_1'],
    ['a reserved opcode', [{ opcode: 3, payload: [] }], 'WS_ERR_INVALID_OPCODE'],
    [
      'a length with its top bit set',
      [text('x', { length: 1n << 63n })],
      'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH',
    ],
    ['no UTF-8', [{ opcode: 1, payload: [0xed, 0xa0, 0x80] }], 'WS_ERR_INVALID_UTF8'],
  ])('%s', async (_, frames, seen) => {
    expect(await read(...frames)).toBe(seen);
  });
});
