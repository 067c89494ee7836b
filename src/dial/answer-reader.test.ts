import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnswerState, createAnswerReader } from './answer-reader.ts';

/** What a reader makes of an answer, given at once and then ended where it asks for more. */
function read(text: string, chunkSize = Number.POSITIVE_INFINITY): AnswerState {
  const reader = createAnswerReader();
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += chunkSize) {
    const state = reader.push(bytes.subarray(at, Math.min(bytes.length, at + chunkSize)));
    if (state.kind === 'upgraded')
      return { ...state, rest: Buffer.concat([state.rest, bytes.subarray(at + chunkSize)]) };
    if (state.kind !== 'head' && state.kind !== 'body') return state;
  }
  return reader.end();
}

const head = (
  status: number,
  reason: string,
  headers: readonly (readonly [string, string])[] = [],
): object => ({
  version: '1.1',
  status,
  reason,
  headers,
});

const ANSWERS: readonly [string, string, object][] = [
  [
    'a refusal with a length',
    'HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno and more',
    { kind: 'refused', head: head(403, 'Forbidden', [['Content-Length', '2']]), body: 'no' },
  ],
  ['no reason phrase', 'HTTP/1.1 403 \r\n\r\n', { kind: 'refused', head: head(403, ''), body: '' }],
  ['no space after the status', 'HTTP/1.1 403\r\n\r\n', { kind: 'refused', head: head(403, ''), body: '' }],
  [
    'LF for CRLF',
    'HTTP/1.1 404 Not Found\nA: 1\n\nbody',
    { kind: 'refused', head: head(404, 'Not Found', [['A', '1']]), body: 'body' },
  ],
  [
    'repeated, folded, spaced and broken headers',
    'HTTP/1.1 400 Bad\r\nA: 1\r\na:2\r\nB : 3\r\n folded\r\nno colon\r\nC:\r\n\r\n',
    {
      kind: 'refused',
      head: head(400, 'Bad', [
        ['A', '1'],
        ['a', '2'],
        ['B', '3 folded'],
        ['no colon', ''],
        ['C', ''],
      ]),
      body: '',
    },
  ],
  [
    'Latin-1 in the reason phrase',
    'HTTP/1.1 403 Acc\xe8s refus\xe9\r\n\r\n',
    { kind: 'refused', head: head(403, 'Accès refusé'), body: '' },
  ],
  [
    'UTF-8 in the reason phrase',
    Buffer.from('HTTP/1.1 403 Conexión\r\n\r\n').toString('latin1'),
    { kind: 'refused', head: head(403, 'Conexión'), body: '' },
  ],
  [
    'a chunked body with extension and trailer',
    'HTTP/1.1 500 X\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nT: 1\r\n\r\n',
    { kind: 'refused', head: head(500, 'X', [['Transfer-Encoding', 'chunked']]), body: 'hello!' },
  ],
  [
    'a body that only says that it is chunked',
    'HTTP/1.1 500 X\r\nTransfer-Encoding: chunked\r\n\r\nwhat?\r\n',
    { kind: 'refused', head: head(500, 'X', [['Transfer-Encoding', 'chunked']]), body: '' },
  ],
  [
    'a length twice',
    'HTTP/1.1 403 F\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nab',
    {
      kind: 'refused',
      head: head(403, 'F', [
        ['Content-Length', '1'],
        ['Content-Length', '1'],
      ]),
      body: 'a',
    },
  ],
  [
    'a body that is shorter than its length',
    'HTTP/1.1 403 F\r\nContent-Length: 9\r\n\r\nab',
    { kind: 'refused', head: head(403, 'F', [['Content-Length', '9']]), body: 'ab' },
  ],
  [
    '204, which has no body',
    'HTTP/1.1 204 No Content\r\n\r\nx',
    { kind: 'refused', head: head(204, 'No Content'), body: '' },
  ],
  [
    'interim answers first',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 401 U\r\n\r\n',
    { kind: 'refused', head: head(401, 'U'), body: '' },
  ],
  [
    'an upgrade with the first bytes behind it',
    'HTTP/1.1 101 Switching Protocols\r\nA: 1\r\n\r\n\x81\x00',
    { kind: 'upgraded', head: head(101, 'Switching Protocols', [['A', '1']]), rest: Buffer.from([0x81, 0]) },
  ],
  [
    'nothing',
    '',
    { kind: 'broken', code: 'CLOSED', message: 'The connection was closed without an answer.' },
  ],
  [
    'half a head',
    'HTTP/1.1 403 F\r\nA: 1\r\n',
    {
      kind: 'broken',
      code: 'CLOSED',
      message: 'The connection was closed in the middle of the answer.',
      bytes: 'HTTP/1.1 403 F\\x0d\\x0aA: 1\\x0d\\x0a',
    },
  ],
];

describe('the answer to a handshake is read', () => {
  test.each(ANSWERS)('%s', (_, text, state) => {
    expect(read(text)).toEqual(state);
  });

  test.each(ANSWERS)('the same in pieces: %s', (_, text, state) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (size) => {
        expect(read(text, size)).toEqual(state);
      }),
      { numRuns: 20 },
    );
  });
});

describe('what is no HTTP is said to be none, with its first bytes', () => {
  test.each([
    ['\x15\x03\x01\x00\x02\x02P', '\\x15\\x03\\x01\\x00\\x02\\x02P'],
    ['SSH-2.0-OpenSSH_9.2\r\n', 'SSH-2.0-OpenSSH_9.2\\x0d\\x0a'],
    ['HTTP/1.1 abc\r\n\r\n', 'HTTP/1.1 abc\\x0d\\x0a\\x0d\\x0a'],
    ['HTTP/1.1\r\n\r\n', 'HTTP/1.1\\x0d\\x0a\\x0d\\x0a'],
    ['y'.repeat(500), 'y'.repeat(128)],
  ])('%j', (text, bytes) => {
    expect(read(text)).toEqual({
      kind: 'broken',
      code: 'NOT_HTTP',
      message: 'What answered does not speak HTTP.',
      bytes,
    });
  });
});

test('a head of more than 64 KiB is given up', () => {
  const state = createAnswerReader().push(Buffer.from(`HTTP/1.1 200 OK\r\nA: ${'a'.repeat(65_536)}`));
  expect(state).toMatchObject({
    kind: 'broken',
    code: 'HPE_HEADER_OVERFLOW',
    message: 'The head of the answer is larger than 64 KiB.',
  });
});

test.each([
  ['without a length', '', 'x'.repeat(20_000)],
  ['with one', 'Content-Length: 99999999\r\n', 'x'.repeat(20_000)],
  ['in tiny chunks', 'Transfer-Encoding: chunked\r\n', '1\r\nx\r\n'.repeat(20_000)],
])('a body is cut at 16 KiB, and no more is waited for: %s', (_, header, body) => {
  const state = createAnswerReader().push(Buffer.from(`HTTP/1.1 200 OK\r\n${header}\r\n${body}`));
  expect(state).toMatchObject({ kind: 'refused', body: 'x'.repeat(16_384) });
});

test('any bytes are read without an exception, and reading always ends', () => {
  const part = fc.constantFrom(
    'HTTP/1.1 ',
    '101 ',
    '403',
    '\r\n',
    '\n',
    ': ',
    'Content-Length: 3',
    'Transfer-Encoding: chunked',
    '0',
    'f',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string({ unit: 'binary' }))), (parts) => {
      expect(['upgraded', 'refused', 'broken']).toContain(read(parts.join('')).kind);
    }),
  );
});
