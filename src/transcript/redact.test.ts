import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from './redact.ts';

describe('a redactor masks by name, without knowing a secret', () => {
  test.each([
    ['Authorization: Bearer abc.def', 'Authorization: Bearer [redacted]'],
    ['authorization:Basic dXNlcjpwYXNz', 'authorization:Basic [redacted]'],
    ['Authorization: raw-key', 'Authorization: [redacted]'],
    ['Proxy-Authorization: Digest username="a", nonce="b"', 'Proxy-Authorization: Digest [redacted]'],
    ['Cookie: session=abc; theme=dark', 'Cookie: session=[redacted]; theme=[redacted]'],
    ['Cookie: abc', 'Cookie: [redacted]'],
    ['Set-Cookie: session=abc; HttpOnly; Path=/', 'Set-Cookie: session=[redacted]; HttpOnly; Path=/'],
    ['Set-Cookie: session=; Max-Age=0', 'Set-Cookie: session=; Max-Age=0'],
    ['GET /ws?token=abc&user_id=7 HTTP/1.1', 'GET /ws?token=[redacted]&user_id=7 HTTP/1.1'],
    ['GET /ws?token= HTTP/1.1', 'GET /ws?token= HTTP/1.1'],
    ['ws://h/ws?a=1&Access_Token=x%20y#f', 'ws://h/ws?a=1&Access_Token=[redacted]#f'],
    [
      '/?api_key=1&apikey=2&key=3&secret=4&password=5&jwt=6&ticket=7',
      '/?api_key=[redacted]&apikey=[redacted]&key=[redacted]&secret=[redacted]&password=[redacted]&jwt=[redacted]&ticket=[redacted]',
    ],
    ['username=anna&password=hunter22', 'username=anna&password=[redacted]'],
    ['{"email":"a@b.c","password":"hunter22"}', '{"email":"a@b.c","password":"[redacted]"}'],
    ['{"client_secret" : "a\\"b","passwords":"c"}', '{"client_secret" : "[redacted]","passwords":"c"}'],
    ['/?monkey=1&tokens=2&symbol=AAPL', '/?monkey=1&tokens=2&symbol=AAPL'],
    [
      '{"token":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl","ok":true}',
      '{"token":"[redacted]","ok":true}',
    ],
    ['GET / HTTP/1.1\r\nCookie: a=b\r\nHost: h', 'GET / HTTP/1.1\r\nCookie: a=[redacted]\r\nHost: h'],
    [
      'The Authorization of users is done in Cookie: jars',
      'The Authorization of users is done in Cookie: jars',
    ],
  ])('%s', (text, masked) => {
    const redact = createRedactor([]);
    expect(redact(text)).toBe(masked);
    // Masked again, it stays as it is.
    expect(redact(masked)).toBe(masked);
  });
});

describe('a redactor masks the secrets that it was given', () => {
  const redact = createRedactor(['s3cr/t p"ss', 'abc']);
  test.each([
    ['as they are', '{"a":1} s3cr/t p"ss!', '{"a":1} [redacted]!'],
    ['percent-encoded, whatever the case of the digits', '/x/s3cr%2ft%20p%22ss', '/x/[redacted]'],
    ['form-encoded', 'a=s3cr%2Ft+p%22ss&b=1', 'a=[redacted]&b=1'],
    ['escaped in JSON', JSON.stringify({ say: 's3cr/t p"ss' }), '{"say":"[redacted]"}'],
    ['not when they are shorter than four characters', 'abc', 'abc'],
  ])('%s', (_, text, masked) => {
    expect(redact(text)).toBe(masked);
  });

  test('inside base64, whatever stands before and after them', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 8, unit: 'grapheme' }),
        fc.uint8Array({ maxLength: 9 }),
        fc.uint8Array({ maxLength: 9 }),
        (secret, before, after) => {
          const bytes = Buffer.concat([before, Buffer.from(secret), after]);
          for (const encoding of ['base64', 'base64url'] as const) {
            const masked = createRedactor([secret])(bytes.toString(encoding));
            expect(masked).toContain('[redacted]');
          }
        },
      ),
    );
  });
});

test('a known secret is nowhere left, whatever stands around it', () => {
  const redact = createRedactor(['hunter22']);
  const part = fc.constantFrom(
    'Cookie: ',
    'Authorization: ',
    'Set-Cookie: ',
    '?token=',
    '&key=',
    'hunter22',
    'a',
    '=',
    ';',
    ' ',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      expect(redact(parts.join(''))).not.toContain('hunter22');
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['dashes', '-eyJ'.repeat(32_000)],
  ['parameters', '?a-'.repeat(43_000)],
  ['members', '"password": "'.repeat(10_000)],
  ['one word', `?${'a'.repeat(131_000)}`],
  ['cookies', `Cookie: ${'a;='.repeat(43_000)}`],
])('a hostile text of %s takes less than a second', (_, text) => {
  const began = performance.now();
  createRedactor(['some-secret'])(text);
  expect(performance.now() - began).toBeLessThan(1_000);
});
