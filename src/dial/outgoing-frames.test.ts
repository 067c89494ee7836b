import { expect, test } from 'vitest';
import { encodeFrame } from './encode-frame.ts';
import { createOutgoingFrames } from './outgoing-frames.ts';

test.each([0, 1, 125, 126, 65_535, 65_536])(
  'a frame of %i bytes has ended with its last byte, however it is cut',
  (size) => {
    const frame = encodeFrame('binary', Buffer.alloc(size, 0x81));
    for (const cut of [1, 2, 3, 5, 9, 14, frame.length - 1]) {
      const frames = createOutgoingFrames();
      frames.pass(frame.subarray(0, cut));
      expect([cut, frames.isMidFrame]).toEqual([cut, cut < frame.length]);
      frames.pass(frame.subarray(cut));
      expect(frames.isMidFrame).toBe(false);
    }
  },
);

test('two frames and the beginning of a third', () => {
  const frames = createOutgoingFrames();
  const one = encodeFrame('text', Buffer.from('hello'));
  frames.pass(Buffer.concat([one, one]));
  expect(frames.isMidFrame).toBe(false);
  frames.pass(one.subarray(0, 1));
  expect(frames.isMidFrame).toBe(true);
});
