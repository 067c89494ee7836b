import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { transcriptFromJsonl, transcriptToJsonl } from './jsonl.ts';
import type { ConnectionRecord, FrameRecord, Transcript } from './transcript.ts';

const frame = fc.record<FrameRecord>(
  {
    at: fc.nat(),
    step: fc.nat(9),
    from: fc.constantFrom('client', 'server'),
    kind: fc.constantFrom('text', 'binary', 'ping', 'pong', 'raw'),
    data: fc.string({ unit: 'binary' }),
    size: fc.nat(),
    message: fc.string(),
    invalid: fc.string(),
  },
  { requiredKeys: ['at', 'step', 'from', 'kind', 'data', 'size'] },
);

const connection = fc.record<ConnectionRecord>(
  {
    url: fc.webUrl(),
    handshake: fc.constant({
      request: { line: 'GET / HTTP/1.1', headers: [['A', 'b']] },
      outcome: { kind: 'failed', stage: 'tcp', code: 'X', message: '', after: 1 },
    }),
    frames: fc.array(frame),
    close: fc.record({
      at: fc.nat(),
      by: fc.constantFrom('client', 'server'),
      code: fc.nat(4999),
      reason: fc.string(),
      how: fc.constantFrom('close-frame', 'fin', 'reset', 'protocol-error'),
    }),
  },
  { requiredKeys: ['url', 'handshake', 'frames'] },
);

const name = fc.oneof(fc.string(), fc.constant('__proto__'));

test('a transcript comes back from its lines as it was', () => {
  const transcripts = fc.record<Transcript>({
    connections: fc.array(fc.tuple(name, connection)).map((entries) => Object.fromEntries(entries)),
    answers: fc.array(name).map((names) =>
      Object.fromEntries(
        names.map((each) => [
          each,
          {
            request: { method: 'GET', url: '/', headers: [] },
            outcome: { kind: 'answered', status: 200, headers: [], body: each, after: 1 },
          },
        ]),
      ),
    ),
    ended: fc.constantFrom('completed', 'stopped', 'deadline'),
    steps: fc.array(
      fc.record({ from: fc.nat(), to: fc.nat(), fulfilled: fc.boolean() }, { requiredKeys: ['from', 'to'] }),
    ),
    duration: fc.nat(),
  });
  fc.assert(
    fc.property(transcripts, (transcript) => {
      expect(transcriptFromJsonl(transcriptToJsonl(transcript))).toEqual(transcript);
    }),
  );
});

test('frames of several connections stand in the order of their time', () => {
  const handshake = {
    request: { line: 'GET / HTTP/1.1', headers: [] },
    outcome: { kind: 'failed', stage: 'tcp', code: 'X', message: '', after: 1 },
  } as const;
  const at = (time: number, data: string): FrameRecord => ({
    at: time,
    step: 0,
    from: 'server',
    kind: 'text',
    data,
    size: 1,
  });
  const text = transcriptToJsonl({
    connections: {
      a: { url: 'ws://h/', handshake, frames: [at(1, '1'), at(4, '4')] },
      b: { url: 'ws://h/', handshake, frames: [at(2, '2'), at(3, '3')] },
    },
    answers: {},
    ended: 'completed',
    steps: [],
    duration: 5,
  });
  expect(text.match(/"data":"\d"/g)).toEqual(['"data":"1"', '"data":"2"', '"data":"3"', '"data":"4"']);
});

describe('a text that is no transcript is refused, with its line', () => {
  const head = '{"type":"transcript","format":1,"ended":"completed","duration":1}';
  test.each([
    ['', 'The transcript is empty.'],
    ['{', 'Line 1 of the transcript is not JSON.'],
    ['{"type":"step"}', 'Line 1 of the transcript comes before the line of type "transcript".'],
    [`${head}\n\n{"type":"what"}`, 'Line 3 of the transcript has no known "type".'],
    [`${head}\n7`, 'Line 2 of the transcript has no known "type".'],
    [`${head}\n{"type":"frame","on":"a"}`, 'Line 2 of the transcript names an unknown connection "a".'],
  ])('%j', (text, message) => {
    expect(() => transcriptFromJsonl(text)).toThrow(new SyntaxError(message));
  });
});
