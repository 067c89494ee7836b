import { describe, expect, test } from 'vitest';
import { CountersignError } from '../errors/countersign-error.ts';
import { type ParsedTarget, parseTarget } from './parse-target.ts';

describe('a target is read', () => {
  test.each<[string, ParsedTarget]>([
    ['ws://localhost:8000', { protocol: 'ws', host: 'localhost', port: 8000, pathname: '/', search: '' }],
    [
      'wss://api.test/v1/ws?a=b',
      { protocol: 'wss', host: 'api.test', port: 443, pathname: '/v1/ws', search: '?a=b' },
    ],
    ['http://127.0.0.1', { protocol: 'ws', host: '127.0.0.1', port: 80, pathname: '/', search: '' }],
    ['HTTPS://API.test:8443/', { protocol: 'wss', host: 'api.test', port: 8443, pathname: '/', search: '' }],
    [' ws://[::1]:9/x ', { protocol: 'ws', host: '::1', port: 9, pathname: '/x', search: '' }],
  ])('%s', (url, target) => {
    expect(parseTarget(url)).toEqual(target);
  });
});

describe('a target that is none is refused, with what to do', () => {
  test.each([
    ['', '"" is no URL.', 'Give a URL such as ws://localhost:8000.'],
    ['localhost:8000/ws', '"localhost:8000/ws" has no scheme.', 'Did you mean ws://localhost:8000/ws?'],
    [':8000', '":8000" has no scheme.', 'Did you mean ws://localhost:8000?'],
    ['8000', '"8000" has no scheme.', 'Did you mean ws://localhost:8000?'],
    ['//api.test', '"//api.test" has no scheme.', 'Did you mean ws://api.test?'],
    ['api.test:443/ws', '"api.test:443/ws" has no scheme.', 'Did you mean wss://api.test:443/ws?'],
    ['wws://a/b', '"wws://a/b" has the scheme "wws"; a WebSocket has ws or wss.', 'Did you mean ws://a/b?'],
    ['ftp://a', '"ftp://a" has the scheme "ftp"; a WebSocket has ws or wss.', 'Did you mean http://a?'],
    ['ws://a:99999', '"ws://a:99999" is not a valid URL.', 'Write it as ws://host:port/path.'],
    ['ws://', '"ws://" is not a valid URL.', 'Write it as ws://host:port/path.'],
    [
      'ws://anna:hunter22@a/ws?token=abc',
      '"ws://[redacted]@a/ws?token=[redacted]" has a user name or password in it, which browsers do not send for a WebSocket.',
      'Leave them out, and give the credential as the document says that it travels.',
    ],
    [
      'ws://a/ws#top',
      '"ws://a/ws#top" has a fragment, which a WebSocket URL cannot have (RFC 6455 §3).',
      'Leave out the part from "#" on.',
    ],
  ])('%s', (url, message, fix) => {
    const read = (): ParsedTarget => parseTarget(url);
    expect(read).toThrow(CountersignError);
    expect(read).toThrow(expect.objectContaining({ code: 'target.bad-url', message, fix }));
  });
});
