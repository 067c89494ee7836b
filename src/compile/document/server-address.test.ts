import { describe, expect, it } from 'vitest';
import { parseServerAddress } from './server-address.ts';

describe('a server address is taken apart', () => {
  it.each([
    ['localhost', { host: 'localhost', pathname: '' }],
    ['localhost:8000', { host: 'localhost:8000', pathname: '' }],
    ['localhost:8000/ws/', { host: 'localhost:8000', pathname: '/ws' }],
    ['ws.kraken.com/v2', { host: 'ws.kraken.com', pathname: '/v2' }],
    [
      'wss://user:pw@h.example:1/a//b?c#d',
      { scheme: 'wss', host: 'h.example:1', pathname: '/a/b', query: 'c' },
    ],
    ['h.example?token=1&v={v}', { host: 'h.example', pathname: '', query: 'token=1&v={v}' }],
    ['[::1]:80/x', { host: '[::1]:80', pathname: '/x' }],
    ['//h.example/x', { host: 'h.example', pathname: '/x' }],
    ['/only/a/path', { host: 'localhost', pathname: '/only/a/path' }],
    ['', { host: 'localhost', pathname: '' }],
  ])('%s', (text, expected) => {
    expect(parseServerAddress(text)).toEqual(expected);
  });
});
