import { expect, test } from 'vitest';
import type { LateValue } from '../script/script.ts';
import type { FrameRecord } from '../transcript/transcript.ts';
import { filledFrame } from './filled-frame.ts';

const frame = (
  step: number,
  message: string,
  payload: object,
  more: Partial<FrameRecord> = {},
): FrameRecord => {
  const data = JSON.stringify(payload);
  return { at: step, step, from: 'server', kind: 'text', data, size: data.length, message, ...more };
};
const late: LateValue = {
  into: '/params/0',
  since: 2,
  messages: ['subscribed'],
  where: [{ pointer: '/id', value: 7 }],
  pointer: '/result',
};
const stop = { json: { id: 8, params: ['?'] } };
const good = frame(2, 'subscribed', { id: 7, result: '0xab' });

test.each([
  ['the reply', [good], { json: { id: 8, params: ['0xab'] } }],
  [
    'a frame that looks like it',
    [{ ...good, message: 'chain', also: ['subscribed'] }],
    { json: { id: 8, params: ['0xab'] } },
  ],
  [
    'the first of two',
    [good, frame(3, 'subscribed', { id: 7, result: '0xcd' })],
    { json: { id: 8, params: ['0xab'] } },
  ],
  ['nothing', [], undefined],
  ['what came before', [{ ...good, step: 1 }], undefined],
  ['what the client said', [{ ...good, from: 'client' as const }], undefined],
  ['the reply to something else', [frame(2, 'subscribed', { id: 6, result: '0xab' })], undefined],
  ['another message', [frame(2, 'event', { id: 7, result: '0xab' })], undefined],
  ['a reply without the value', [frame(2, 'subscribed', { id: 7 })], undefined],
])('what is sent repeats %s', (_, frames, sent) => {
  expect(filledFrame(stop, [late], { frames })).toEqual(sent);
});

test('a text has no places to fill', () => {
  expect(filledFrame({ text: 'UNSUB' }, [late], { frames: [good] })).toBeUndefined();
});
