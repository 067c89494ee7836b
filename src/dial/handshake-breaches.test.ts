import { describe, expect, test } from 'vitest';
import type { Header } from '../script/script.ts';
import { acceptFor, handshakeBreaches } from './handshake-breaches.ts';

/** The example of RFC 6455 §1.3. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

test('the example of RFC 6455 §1.3 comes out', () => {
  expect(acceptFor(KEY)).toBe(ACCEPT);
});

const sent: Header[] = [
  ['Sec-WebSocket-Key', KEY],
  ['sec-websocket-protocol', 'chat, token'],
  ['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits'],
];
const good: Header[] = [
  ['Upgrade', 'WebSocket'],
  ['Connection', 'keep-alive, upgrade'],
  ['Sec-WebSocket-Accept', ACCEPT],
];
const without = (name: string): Header[] => good.filter(([n]) => n !== name);

describe('a 101 breaks', () => {
  test.each<[string, Header[], string[], { version?: string; rest?: string; sent?: Header[] }?]>([
    ['nothing, when it is good', good, []],
    ['nothing, when frames follow at once', good, [], { rest: '\x81\x01a' }],
    [
      'nothing, with what was offered',
      [...good, ['Sec-WebSocket-Protocol', 'token'], ['Sec-WebSocket-Extensions', 'Permessage-Deflate']],
      [],
    ],
    [
      'R1: HTTP/1.0',
      good,
      ['R1 The answer is HTTP/1.0; a protocol can be upgraded in HTTP/1.1 only.'],
      { version: '1.0' },
    ],
    ['R2: no Upgrade', without('Upgrade'), ['R2 The answer has no Upgrade header.']],
    [
      'R2: another Upgrade',
      [...without('Upgrade'), ['Upgrade', 'h2c']],
      ['R2 Upgrade is "h2c"; it must be "websocket".'],
    ],
    ['R2: no Connection', without('Connection'), ['R2 The answer has no Connection header.']],
    [
      'R2: another Connection',
      [...without('Connection'), ['Connection', 'close']],
      ['R2 Connection is "close"; it must contain "Upgrade".'],
    ],
    ['R3: no accept', without('Sec-WebSocket-Accept'), ['R3 The answer has no Sec-WebSocket-Accept header.']],
    [
      'R3: a wrong accept',
      [...without('Sec-WebSocket-Accept'), ['Sec-WebSocket-Accept', 'x']],
      [`R3 Sec-WebSocket-Accept is "x"; the key that was sent calls for "${ACCEPT}".`],
    ],
    [
      'R3: accept twice',
      [...good, ['sec-websocket-accept', ACCEPT]],
      ['R3 Sec-WebSocket-Accept stands in the answer 2 times.'],
    ],
    [
      'R3: accepted without a key',
      good,
      ['R3 A handshake without Sec-WebSocket-Key was accepted.'],
      { sent: [] },
    ],
    [
      'R4: not offered',
      [...good, ['Sec-WebSocket-Protocol', 'z']],
      ['R4 The subprotocol "z" was selected; offered was "chat", "token".'],
    ],
    [
      'R4: none offered',
      [...good, ['Sec-WebSocket-Protocol', 'z']],
      ['R4 The subprotocol "z" was selected, though none was offered.'],
      { sent: [['Sec-WebSocket-Key', KEY]] },
    ],
    ['R4: empty', [...good, ['Sec-WebSocket-Protocol', '']], ['R4 Sec-WebSocket-Protocol is empty.']],
    [
      'R4: twice',
      [...good, ['Sec-WebSocket-Protocol', 'chat'], ['Sec-WebSocket-Protocol', 'token']],
      ['R4 Sec-WebSocket-Protocol stands in the answer 2 times.'],
    ],
    [
      'R5: not offered',
      [...good, ['Sec-WebSocket-Extensions', 'x; a=1']],
      ['R5 The extension "x" was selected, though it was not offered.'],
    ],
    [
      'R5: twice',
      [
        ...good,
        ['Sec-WebSocket-Extensions', 'permessage-deflate'],
        ['Sec-WebSocket-Extensions', 'permessage-deflate'],
      ],
      ['R5 Sec-WebSocket-Extensions stands in the answer 2 times.'],
    ],
    [
      'R6: a length',
      [...good, ['content-length', '0']],
      ['R6 The answer has Content-Length; a 101 has no body (RFC 9110 §8.6).'],
    ],
    [
      'R6: an encoding',
      [...good, ['Transfer-Encoding', 'chunked']],
      ['R6 The answer has Transfer-Encoding; a 101 has no body (RFC 9110 §8.6).'],
    ],
    [
      'R7: HTML behind it',
      good,
      ['R7 What follows the head is no WebSocket frame: <h1>\\x0a.'],
      { rest: '<h1>\n' },
    ],
    [
      'R7: HTTP behind it',
      good,
      ['R7 What follows the head is no WebSocket frame: HTTP/1.1 400.'],
      { rest: 'HTTP/1.1 400' },
    ],
  ])('%s', (_, headers, breaches, given = {}) => {
    const head = { version: given.version ?? '1.1', status: 101, reason: '', headers };
    const found = handshakeBreaches(given.sent ?? sent, head, Buffer.from(given.rest ?? '', 'latin1'));
    expect(found.map(({ rule, message }) => `${rule} ${message}`)).toEqual(breaches);
  });
});
