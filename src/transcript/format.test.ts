import { describe, expect, test } from 'vitest';
import { formatFrame, formatHandshakeRequest, formatOutcome } from './format.ts';
import type { FrameRecord, HandshakeOutcome } from './transcript.ts';

describe('an outcome in one line', () => {
  const refused = {
    kind: 'refused',
    status: 403,
    reason: 'Forbidden',
    headers: [],
    body: '',
    after: 3.4,
  } as const;
  const failed = { kind: 'failed', stage: 'answer', message: 'm', after: 10_000.3 } as const;
  const accepted = {
    kind: 'accepted',
    status: 101,
    reason: '',
    headers: [],
    breaches: [],
    after: 2,
  } as const;
  test.each<[string, HandshakeOutcome]>([
    ['accepted (101) after 2 ms', accepted],
    [
      'accepted (101, subprotocol "v1", breaks R3, R6) after 2 ms',
      {
        ...accepted,
        subprotocol: 'v1',
        breaches: [
          { rule: 'R3', message: '' },
          { rule: 'R6', message: '' },
        ],
      },
    ],
    ['403 Forbidden (empty body) after 3 ms', refused],
    [
      '403 (body: {"detail": "no"}) after 1.5 s',
      { ...refused, reason: '', body: '{"detail":\n "no"}', after: 1500 },
    ],
    ['no answer within 10 s', { ...failed, code: 'TIMEOUT' }],
    ['no connection within 10 s', { ...failed, stage: 'tcp', code: 'TIMEOUT' }],
    ['connection refused', { ...failed, stage: 'tcp', code: 'ECONNREFUSED' }],
    ['the name does not resolve', { ...failed, stage: 'dns', code: 'ENOTFOUND' }],
    ['closed without an answer after 5 ms', { ...failed, code: 'CLOSED', after: 5 }],
    [
      'closed without a whole answer after 5 ms',
      { ...failed, code: 'CLOSED', bytes: 'HTTP/1.1 4', after: 5 },
    ],
    ['connection reset after 5 ms', { ...failed, code: 'RESET', after: 5 }],
    ['no HTTP: \\x15\\x03', { ...failed, code: 'NOT_HTTP', bytes: '\\x15\\x03' }],
    [
      'TLS failed: self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT)',
      { ...failed, stage: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self-signed certificate' },
    ],
  ])('%s', (line, outcome) => {
    expect(formatOutcome(outcome)).toBe(line);
  });
});

test('the lines of a request are those that were sent', () => {
  expect(
    formatHandshakeRequest({
      request: {
        line: 'GET /ws HTTP/1.1',
        headers: [
          ['Host', 'localhost'],
          ['X-A', '1'],
          ['X-A', '2'],
        ],
      },
      outcome: { kind: 'failed', stage: 'tcp', code: 'ECONNREFUSED', message: '', after: 1 },
    }),
  ).toBe('GET /ws HTTP/1.1\nHost: localhost\nX-A: 1\nX-A: 2');
});

describe('a frame in one line', () => {
  const frame: FrameRecord = { at: 1, step: 0, from: 'server', kind: 'text', data: '{"a":1}', size: 7 };
  test.each<[string, FrameRecord]>([
    ['← text {"a":1}', frame],
    ['→ text {"a":1} (init)', { ...frame, from: 'client', message: 'init' }],
    [
      '← text a b (pong) ✗ / must be object',
      { ...frame, data: 'a\n b', message: 'pong', invalid: '/ must be object' },
    ],
    ['← binary 1 byte', { ...frame, kind: 'binary', data: 'AA==', size: 1 }],
    ['← ping 2 bytes', { ...frame, kind: 'ping', data: 'AAA=', size: 2 }],
    [`← text ${'x'.repeat(200)}… (300 characters)`, { ...frame, data: 'x'.repeat(300) }],
  ])('%s', (line, record) => {
    expect(formatFrame(record)).toBe(line);
  });
});
