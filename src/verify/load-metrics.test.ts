import { describe, expect, test } from 'vitest';
import type { CaseResult, Outcome } from '../result/result.ts';
import type { CloseRecord, ConnectionRecord, FrameRecord } from '../transcript/transcript.ts';
import { type ArtilleryEvents, endingOf, measureHold, metricName } from './load-metrics.ts';

const accepted: ConnectionRecord = {
  url: 'ws://localhost/ws',
  handshake: {
    request: { line: 'GET /ws HTTP/1.1', headers: [] },
    outcome: { kind: 'accepted', status: 101, reason: '', headers: [], breaches: [], after: 1 },
  },
  frames: [],
};
const refused: ConnectionRecord = {
  ...accepted,
  handshake: {
    ...accepted.handshake,
    outcome: { kind: 'refused', status: 503, reason: '', headers: [], body: '', after: 1 },
  },
};
const quote: FrameRecord = {
  at: 1,
  step: 1,
  from: 'server',
  kind: 'text',
  data: '{}',
  size: 2,
  message: 'quote',
};

function held(
  frames: readonly FrameRecord[],
  close?: CloseRecord,
): readonly [unknown, Record<string, number>] {
  const counts: Record<string, number> = {};
  const events: ArtilleryEvents = {
    emit(_event, name, value) {
      counts[name] = (counts[name] ?? 0) + value;
    },
  };
  const before = { ...accepted, frames: [quote] };
  const after = { ...accepted, frames: [quote, ...frames], ...(close === undefined ? {} : { close }) };
  return [measureHold(before, after, events), counts];
}

describe('a connection that is only kept open', () => {
  test('what came before is not counted again', () => {
    expect(held([])).toEqual([undefined, {}]);
    expect(held([quote])).toEqual([undefined, { 'countersign.received.quote': 1 }]);
  });

  test('a message of the document must be valid; what is none of it is only counted', () => {
    const { message: _, ...unknown } = quote;
    expect(held([{ ...quote, invalid: '/price is missing.' }])).toEqual([
      '"quote" is not valid: /price is missing.',
      { 'countersign.invalid.quote': 1 },
    ]);
    expect(held([{ ...unknown, invalid: 'It fits no message.' }])).toEqual([
      undefined,
      { 'countersign.invalid.unknown_message': 1 },
    ]);
  });

  const close: CloseRecord = { at: 2, by: 'server', code: 1000, reason: '', how: 'close-frame' };
  test.each<[string, CloseRecord, Record<string, number>]>([
    ['closed by the server', close, { 'countersign.closed.1000': 1 }],
    ['closed by us', { ...close, by: 'client' }, {}],
    ['1012', { ...close, code: 1012 }, { 'countersign.closed.1012': 1, 'countersign.dropped': 1 }],
    [
      'cut off',
      { ...close, code: 1006, how: 'reset' },
      { 'countersign.closed.1006': 1, 'countersign.dropped': 1 },
    ],
  ])('%s', (_, record, counts) => {
    expect(held([], record)).toEqual([undefined, counts]);
  });
});

test.each<[Outcome, ConnectionRecord, string]>([
  ['passed', accepted, 'kept'],
  ['warned', accepted, 'kept'],
  ['observed', accepted, 'unproved'],
  ['not-observed', accepted, 'unproved'],
  ['failed', accepted, 'broken'],
  ['skipped', accepted, 'skipped'],
  ['skipped', refused, 'refused'],
  ['failed', refused, 'refused'],
])('what is %s ends as it should', (outcome, connection, ending) => {
  const result: CaseResult = {
    key: 'k',
    check: 'exchange.reply',
    about: '',
    title: '',
    basis: 'document',
    at: { file: 'a.yaml', pointer: '', line: 1, column: 1 },
    finding: { outcome, message: '' },
    covers: [],
    duration: 1,
    transcript: { connections: { a: connection }, answers: {}, ended: 'completed', steps: [], duration: 1 },
  };
  expect(endingOf(result)).toBe(ending);
});

test('a metric has a name that Artillery can calculate with', () => {
  expect(metricName('exchange.reply//ws/sendDepth/depth-1')).toBe('exchange_reply_ws_sendDepth_depth_1');
});
