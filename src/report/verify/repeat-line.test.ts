import { describe, expect, test } from 'vitest';
import { nowhere } from '../../../test/support/tiny-contract.ts';
import type { CaseResult } from '../../result/result.ts';
import type { FrameRecord, Transcript } from '../../transcript/transcript.ts';
import { repeatLine } from './repeat-line.ts';

type Connection = Transcript['connections'][string];

const frame = (data: string, more: Partial<FrameRecord> = {}): FrameRecord => ({
  at: 1,
  step: 1,
  from: 'client',
  kind: 'text',
  data,
  size: data.length,
  ...more,
});

function connection(frames: readonly FrameRecord[], status: 101 | 403 = 101): Connection {
  const outcome = { reason: '', headers: [], after: 1 };
  return {
    url: 'ws://127.0.0.1:8000/ws?user=a&b=c',
    handshake: {
      request: {
        line: 'GET /ws?user=a&b=c HTTP/1.1',
        headers: [
          ['Host', '127.0.0.1:8000'],
          ['Upgrade', 'websocket'],
          ['Origin', "http://o'hara.example"],
          ['Sec-WebSocket-Protocol', 'chat.v1'],
        ],
      },
      outcome:
        status === 101
          ? { kind: 'accepted', status, breaches: [], ...outcome }
          : { kind: 'refused', status, body: '', ...outcome },
    },
    frames,
  };
}

function resultOf(transcript: Partial<Transcript>): CaseResult {
  return {
    key: 'a.b/c',
    check: 'a.b',
    title: 'A',
    basis: 'document',
    at: nowhere,
    finding: { outcome: 'failed', message: 'No.' },
    covers: [],
    duration: 0,
    transcript: { connections: {}, answers: {}, ended: 'completed', steps: [], duration: 0, ...transcript },
  };
}

describe('what was done, as a line for a shell', () => {
  const talk = connection([
    frame('{"type":"ping"}'),
    frame('{"type":"pong"}', { from: 'server' }),
    frame('bye'),
  ]);
  test.each<[string, Partial<Transcript>, string | undefined]>([
    [
      'a talk',
      { connections: { a: talk } },
      `printf '%s\\n' '{"type":"ping"}' bye | websocat -n --protocol chat.v1 -H 'Origin: http://o'\\''hara.example' 'ws://127.0.0.1:8000/ws?user=a&b=c'`,
    ],
    [
      'a handshake that was refused',
      { connections: { a: connection([], 403) } },
      `curl -i -N --http1.1 --max-time 5 -H 'Upgrade: websocket' -H 'Origin: http://o'\\''hara.example' -H 'Sec-WebSocket-Protocol: chat.v1' 'http://127.0.0.1:8000/ws?user=a&b=c'`,
    ],
    [
      'a request',
      {
        answers: {
          b: {
            request: {
              method: 'POST',
              url: 'http://127.0.0.1:8000/login',
              headers: [['Content-Type', 'application/json']],
              body: '{"user":"a"}',
            },
            outcome: { kind: 'failed', stage: 'answer', code: 'TIMEOUT', message: '', after: 1 },
          },
        },
      },
      `curl -i --max-time 10 -X POST -H 'Content-Type: application/json' --data-raw '{"user":"a"}' http://127.0.0.1:8000/login`,
    ],
    [
      'bytes that are no frame',
      { connections: { a: connection([frame('AA==', { kind: 'raw' })]) } },
      undefined,
    ],
    ['a text that was cut', { connections: { a: connection([frame('x'.repeat(9_000))]) } }, undefined],
    ['two connections', { connections: { a: talk, b: talk } }, undefined],
    ['nothing', {}, undefined],
  ])('%s', (_, transcript, line) => {
    expect(repeatLine(resultOf(transcript))).toBe(line);
  });
});
