import { expect, test } from 'vitest';
import { Receiver } from 'ws';
import { forgetTextFrame, textFrame } from './text-frame.ts';

test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])('ws reads a frame of %i characters', async (length) => {
  const text = 'x'.repeat(length);
  expect(await readByWs(textFrame(text))).toBe(text);
});

test.each(['größer', '漢字 😀', '\u0000', `${'é'.repeat(63)}`])('ws reads %j', async (text) => {
  expect(await readByWs(textFrame(text))).toBe(text);
});

test('the same text makes the same frame, until the event loop turns', () => {
  const first = textFrame('{"a":1}');
  expect(textFrame(['{"a"', ':1}'].join(''))).toBe(first);
  forgetTextFrame();
  expect(textFrame('{"a":1}')).not.toBe(first);
});

function readByWs(frame: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const receiver = new Receiver();
    receiver.on('message', (data: Buffer) => resolve(data.toString()));
    receiver.on('error', reject);
    receiver.write(frame);
  });
}
