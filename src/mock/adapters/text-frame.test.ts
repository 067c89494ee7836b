import { expect, test } from 'vitest';
import { Sender } from 'ws';
import { textFrame } from './text-frame.ts';

test.each([
  ['nothing', ''],
  ['125 bytes', 'a'.repeat(125)],
  ['126 bytes', 'a'.repeat(126)],
  ['126 bytes in 63 characters', 'é'.repeat(63)],
  ['65,535 bytes', 'a'.repeat(65_535)],
  ['65,536 bytes', 'a'.repeat(65_536)],
  ['four bytes a character', '😀'.repeat(20_000)],
  ['half a surrogate pair, which UTF-8 cannot say', '\ud83d'],
])('is what ws sends: %s', (_what, text) => {
  const options = { fin: true, opcode: 1, mask: false, readOnly: true };
  expect(textFrame(text).equals(Buffer.concat(Sender.frame(Buffer.from(text), options)))).toBe(true);
});
