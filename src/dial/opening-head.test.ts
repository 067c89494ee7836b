import { describe, expect, test } from 'vitest';
import type { Opening } from '../script/script.ts';
import type { DialTarget } from './dial-target.ts';
import { openingHead, writeHead } from './opening-head.ts';

const target: DialTarget = { protocol: 'ws', host: 'localhost', port: 8000 };
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

function bytesOf(opening: Opening, to: DialTarget = target): string {
  return writeHead(openingHead(to, opening, KEY));
}

describe('an opening handshake is written as it was asked for', () => {
  const plain = [
    'Host: localhost:8000',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${KEY}`,
    'Sec-WebSocket-Version: 13',
  ];
  test.each<[string, Opening, string, string[]]>([
    ['plainly', { target: '/ws?a=1' }, 'GET /ws?a=1 HTTP/1.1', plain],
    [
      'with origin and subprotocols, then the rest',
      {
        target: '/',
        origin: 'http://a',
        subprotocols: ['x', 'y'],
        headers: [
          ['Cookie', 'c=1'],
          ['X-A', '1'],
          ['X-A', '2'],
        ],
      },
      'GET / HTTP/1.1',
      [...plain, 'Origin: http://a', 'Sec-WebSocket-Protocol: x, y', 'Cookie: c=1', 'X-A: 1', 'X-A: 2'],
    ],
    [
      'a header of the same name, in any case, replaces the required one, as often as it is given',
      {
        target: '/',
        headers: [
          ['HOST', 'evil'],
          ['sec-websocket-key', 'a'],
          ['Sec-WebSocket-Key', 'b'],
        ],
      },
      'GET / HTTP/1.1',
      [
        'HOST: evil',
        'Upgrade: websocket',
        'Connection: Upgrade',
        'sec-websocket-key: a',
        'Sec-WebSocket-Key: b',
        'Sec-WebSocket-Version: 13',
      ],
    ],
    [
      'wrong on purpose',
      { target: '/', method: 'POST', httpVersion: '1.0', omit: ['host', 'UPGRADE', 'Sec-WebSocket-Key'] },
      'POST / HTTP/1.0',
      ['Connection: Upgrade', 'Sec-WebSocket-Version: 13'],
    ],
    ['no subprotocol is no header', { target: '/', subprotocols: [] }, 'GET / HTTP/1.1', plain],
    ['an empty origin is sent', { target: '/', origin: '' }, 'GET / HTTP/1.1', [...plain, 'Origin: ']],
  ])('%s', (_, opening, line, headers) => {
    expect(bytesOf(opening)).toBe(`${[line, ...headers].join('\r\n')}\r\n\r\n`);
  });
});

test.each<[string, DialTarget]>([
  ['localhost', { ...target, port: 80 }],
  ['localhost:443', { ...target, port: 443 }],
  ['localhost', { ...target, protocol: 'wss', port: 443 }],
  ['[::1]:8000', { ...target, host: '::1' }],
  ['api.test', { ...target, hostHeader: 'api.test' }],
])('Host is %s', (host, to) => {
  expect(bytesOf({ target: '/' }, to)).toContain(`\r\nHost: ${host}\r\n`);
});
