import { describe, expect, test } from 'vitest';
import type { Header } from '../script/script.ts';
import { type OpeningRequest, readOpening } from './opening-request.ts';

const good: readonly Header[] = [
  ['Host', 'localhost'],
  ['Upgrade', 'websocket'],
  ['Connection', 'Upgrade'],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
  ['Sec-WebSocket-Version', '13'],
];
const request: OpeningRequest = { method: 'GET', httpVersion: '1.1', target: '/chat', headers: good };
const without = (name: string): readonly Header[] => good.filter(([header]) => header !== name);
const withHeader = (name: string, value: string): readonly Header[] => [...without(name), [name, value]];

describe('a good handshake', () => {
  test.each<[string, Partial<OpeningRequest>]>([
    ['as it is', {}],
    ['in other case', { headers: good.map(([name, value]) => [name.toUpperCase(), value]) }],
    ['with Upgrade: WebSocket', { headers: withHeader('Upgrade', 'WebSocket') }],
    ['with Connection: keep-alive, Upgrade', { headers: withHeader('Connection', 'keep-alive, Upgrade') }],
    ['in absolute form', { target: 'http://localhost:4600/chat' }],
  ])('%s', (_how, change) => {
    expect(readOpening({ ...request, ...change })).toMatchObject({
      kind: 'attempt',
      attempt: { path: '/chat', query: [] },
    });
  });

  test('has its path decoded and its query taken apart, in order and with repetitions', () => {
    expect(readOpening({ ...request, target: '/caf%C3%A9%20x?b=1&a=%26&b=2+3' })).toEqual({
      kind: 'attempt',
      attempt: {
        path: '/café x',
        query: [
          ['b', '1'],
          ['a', '&'],
          ['b', '2 3'],
        ],
        headers: good,
      },
    });
  });
});

describe('a handshake that is none', () => {
  test.each<[number, string, Partial<OpeningRequest>]>([
    [405, 'The method is POST.', { method: 'POST' }],
    [505, 'The request is HTTP/1.0.', { httpVersion: '1.0' }],
    [400, 'The Host header is missing.', { headers: without('Host') }],
    [426, 'The request does not ask to become a WebSocket.', { headers: without('Upgrade') }],
    [426, 'The request does not ask to become a WebSocket.', { headers: withHeader('Upgrade', 'h2c') }],
    [
      426,
      'The request does not ask to become a WebSocket.',
      { headers: withHeader('Connection', 'keep-alive') },
    ],
    [400, 'The Sec-WebSocket-Key header is missing.', { headers: without('Sec-WebSocket-Key') }],
    [400, 'The Sec-WebSocket-Key header is not valid.', { headers: withHeader('Sec-WebSocket-Key', 'abc') }],
    [400, 'The Sec-WebSocket-Key header is not valid.', { headers: [...good, ['sec-websocket-key', 'x']] }],
    [426, 'The Sec-WebSocket-Version header is missing.', { headers: without('Sec-WebSocket-Version') }],
    [426, 'The Sec-WebSocket-Version is 14.', { headers: withHeader('Sec-WebSocket-Version', '14') }],
    [400, 'The request target is not valid.', { target: '/%zz' }],
    [400, 'The request target is not valid.', { target: '/%ff' }],
    [400, 'The request target is not valid.', { target: '*' }],
  ])('%i: %s', (status, reason, change) => {
    expect(readOpening({ ...request, ...change })).toMatchObject({
      kind: 'refusal',
      refusal: { status, reason },
    });
  });

  test('a wrong version is told the right one (RFC 6455 §4.4)', () => {
    expect(readOpening({ ...request, headers: withHeader('Sec-WebSocket-Version', '8') })).toMatchObject({
      refusal: { headers: expect.arrayContaining([['Sec-WebSocket-Version', '13']]) },
    });
  });
});
