import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  accepts,
  type FakeServer,
  fails,
  type Met,
  playDiagnosis,
  refuses,
} from '../../test/support/play-diagnosis.ts';
import type { Contract } from '../contract/contract.ts';
import { loadContract } from '../load/load-contract.ts';
import { CAUSES } from './causes.ts';
import { HANDSHAKES } from './next.ts';
import type { Subject } from './subject.ts';

const PAGE = 'http://localhost:3000';
const SUBJECT: Subject = {
  place: { protocol: 'ws', host: '127.0.0.1', port: 8000 },
  path: '/feed',
  search: '',
  origin: PAGE,
  headers: [],
  subprotocols: [],
  credentials: [],
  canLogIn: false,
  nonce: 'a1b2c3',
  now: Date.parse('2026-11-21T00:00:00Z'),
};
const TLS: Partial<Subject> = { place: { protocol: 'wss', host: 'localhost', port: 8443 } };
const CERTIFICATE = {
  subject: 'localhost',
  issuer: 'localhost',
  names: ['localhost'],
  from: '2026-11-01',
  to: '2026-12-01',
};

/** A JSON Web Token that expired 42 s before SUBJECT.now. */
const STALE = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ exp: SUBJECT.now / 1000 - 42 })).toString('base64url')}.x`;

/** As an ASGI server refuses: no route, and a handler that closes before it accepts. */
const ASGI = (): Met =>
  refuses(
    403,
    '',
    [
      ['Content-Type', 'text/plain'],
      ['Content-Length', '0'],
    ],
    'Forbidden',
  );
const NGINX = (status: number): Met =>
  refuses(status, `<html><h1>${status}</h1><hr><center>nginx/1.22.1</center></html>`, [
    ['Server', 'nginx/1.22.1'],
  ]);

/** The path is there, and the paths beside it are not. */
const atFeed =
  (met: Met, beside: Met = refuses(404, 'nothing')) =>
  ({ path }: { readonly path: string }): Met =>
    path === '/feed' ? met : beside;
const always = (met: Met) => (): Met => met;
const always404 = refuses(404, 'nothing');

type Row = readonly [
  id: string,
  sure: 'proven' | 'likely' | 'one-of',
  what: string,
  server: FakeServer,
  subject?: Partial<Subject>,
  document?: string,
];

const ROWS: readonly Row[] = [
  ['CONNECTED', 'proven', 'an echo', { ws: always(accepts()), reply: () => '{}' }],
  ['NET-DNS', 'proven', 'ENOTFOUND', { ws: always(fails('dns', 'ENOTFOUND')) }],
  ['NET-REFUSED', 'proven', 'ECONNREFUSED', { ws: always(fails('tcp', 'ECONNREFUSED')) }],
  [
    'NET-FAMILY',
    'proven',
    'the same port at ::1',
    {
      ws: ({ place }) => (place.host === '::1' ? accepts() : fails('tcp', 'ECONNREFUSED')),
      listeners: [{ address: '::1', port: 8000 }],
    },
    { place: { protocol: 'ws', host: 'localhost', port: 8000 } },
  ],
  ['NET-TIMEOUT', 'likely', 'no SYN-ACK', { ws: always(fails('tcp', 'TIMEOUT')) }],
  [
    'NET-CLOSES',
    'proven',
    'FIN on everything',
    { ws: always(fails('answer', 'CLOSED')), http: () => undefined },
  ],
  ['NET-DROP-WS', 'likely', 'FIN on every upgrade', { ws: always(fails('answer', 'CLOSED')) }],
  [
    'TLS-EXPIRED',
    'proven',
    'by the error',
    { ws: always(fails('tls', 'CERT_HAS_EXPIRED')), certificate: CERTIFICATE },
    TLS,
  ],
  [
    'TLS-EXPIRED',
    'proven',
    'by its dates, though self-signed is what the error says',
    {
      ws: always(fails('tls', 'DEPTH_ZERO_SELF_SIGNED_CERT')),
      certificate: { ...CERTIFICATE, to: '2026-11-02' },
    },
    TLS,
  ],
  [
    'TLS-NAME',
    'proven',
    'altname',
    { ws: always(fails('tls', 'ERR_TLS_CERT_ALTNAME_INVALID')), certificate: CERTIFICATE },
    TLS,
  ],
  [
    'TLS-UNTRUSTED',
    'proven',
    'self-signed',
    { ws: always(fails('tls', 'DEPTH_ZERO_SELF_SIGNED_CERT')), certificate: CERTIFICATE },
    TLS,
  ],
  [
    'TLS-PLAIN-PORT',
    'proven',
    'plain ws is answered',
    { ws: ({ place }) => (place.protocol === 'wss' ? fails('tls', 'EPROTO') : always404) },
    TLS,
  ],
  [
    'TLS-WS-ON-TLS-PORT',
    'proven',
    'a certificate behind ws://',
    { ws: always(fails('answer', 'CLOSED')), http: () => undefined, certificate: CERTIFICATE },
  ],
  [
    'TLS-FAILED',
    'likely',
    'another version',
    { ws: always(fails('tls', 'ERR_SSL_UNSUPPORTED_PROTOCOL')) },
    TLS,
  ],
  [
    'HTTP2-ONLY',
    'likely',
    'no common ALPN',
    { ws: always(fails('tls', 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL')) },
    TLS,
  ],
  [
    'HTTP2-ONLY',
    'proven',
    'a SETTINGS frame',
    {
      ws: always(fails('answer', 'NOT_HTTP', '\\x00\\x00\\x00\\x04\\x00\\x00\\x00\\x00\\x00')),
      http: () => undefined,
    },
  ],
  [
    'NOT-HTTP',
    'proven',
    'SSH',
    { ws: always(fails('answer', 'NOT_HTTP', 'SSH-2.0')), http: () => undefined },
  ],
  ['UPGRADE-IGNORED', 'proven', 'every upgrade hangs', { ws: always(fails('answer', 'TIMEOUT')) }],
  ['HANG-PRE-ACCEPT', 'proven', 'one path hangs', { ws: atFeed(fails('answer', 'TIMEOUT')) }],
  [
    'EVENT-LOOP-BLOCKED',
    'likely',
    'HTTP hangs, too',
    { ws: always(fails('answer', 'TIMEOUT')), http: () => undefined },
  ],
  ['UNSTABLE', 'proven', 'a flip that was chance', { ws: seventhOpens() }],
  ['RATE-LIMIT', 'proven', '429', { ws: always(refuses(429)) }],
  ['RATE-LIMIT', 'proven', 'Close 4429', { ws: always(accepts({ close: { code: 4429 } })) }],
  ['CAPACITY', 'likely', '503 that says so', { ws: always(refuses(503, 'too many connections')) }],
  ['CAPACITY', 'likely', 'Close 1013', { ws: always(accepts({ close: { code: 1013 } })) }],
  ['CAPACITY', 'one-of', 'nginx’ own 503', { ws: always(NGINX(503)) }],
  [
    'VERSION',
    'proven',
    '426 and another version',
    { ws: always(refuses(426, '', [['Sec-WebSocket-Version', '8']])) },
  ],
  ['HEADERS-TOO-LARGE', 'proven', '431', { ws: always(refuses(431)) }],
  ['PROXY-AUTH', 'proven', '407', { ws: always(refuses(407)) }],
  ['PROXY-DENIED', 'proven', 'nginx’ own 403', { ws: always(NGINX(403)) }],
  ['PROXY-NO-ROUTE', 'proven', 'nginx’ own 404', { ws: always(NGINX(404)) }],
  ['AUTH-MISSING', 'likely', 'nginx’ own 401', { ws: always(NGINX(401)) }],
  ['HOST-DENIED', 'proven', 'Invalid host header', { ws: always(refuses(400, 'Invalid host header')) }],
  [
    'HOST-REWRITE',
    'proven',
    'tornado behind a proxy',
    {
      ws: ({ origin }) =>
        origin === undefined ? accepts() : refuses(403, 'Cross origin websockets not allowed'),
    },
    { origin: 'http://127.0.0.1:8000' },
  ],
  ['REDIRECT', 'proven', '301', { ws: always(refuses(301, '', [['Location', '/feed/']])) }],
  [
    'REDIRECT',
    'likely',
    'only plain HTTP is redirected to https',
    {
      ws: always(refuses(500)),
      http: () => ({ status: 307, headers: [['location', 'https://127.0.0.1/feed']] }),
    },
  ],
  ['UPSTREAM-DOWN', 'likely', '502', { ws: always(refuses(502)) }],
  [
    'ABSENT-BY-CONTRACT',
    'proven',
    'absent, and not there',
    { ws: always(ASGI()) },
    { path: '/old' },
    'absent',
  ],
  ['SHOULD-BE-ABSENT', 'proven', 'absent, and there', { ws: always(accepts()) }, { path: '/old' }, 'absent'],
  [
    'HTTP-ONLY-PATH',
    'likely',
    'a page at this path only',
    {
      ws: atFeed(refuses(200, '[]')),
      http: (_, path) => (path === '/feed' ? { status: 200, body: '[]' } : { status: 404, body: 'nothing' }),
    },
  ],
  [
    'OTHER-SERVICE',
    'likely',
    'a page for every path',
    { ws: always(refuses(200, '<html>')), http: () => ({ status: 200, body: '<html>' }) },
  ],
  [
    'FALLBACK-ONLY',
    'proven',
    'polling without upgrades',
    {
      ws: always(refuses(400, '"Bad Request"')),
      http: (_, path) =>
        path === '/socket.io/' ? { status: 200, body: '0{"sid":"x","upgrades":[]}' } : { status: 404 },
    },
  ],
  [
    'WRONG-PROTOCOL-FAMILY',
    'likely',
    'polling with an upgrade',
    {
      ws: always(fails('answer', 'CLOSED')),
      http: (_, path) =>
        path === '/socket.io/'
          ? { status: 200, body: '0{"sid":"x","upgrades":["websocket"]}' }
          : { status: 404 },
    },
  ],
  [
    'WRONG-PROTOCOL-FAMILY',
    'proven',
    'SockJS',
    { ws: always(accepts({ greets: ['o'] })), reply: () => '{}' },
  ],
  [
    'UPGRADE-STRIPPED',
    'proven',
    'tornado says so',
    {
      ws: always(refuses(400, 'Can "Upgrade" only to "WebSocket".')),
      http: () => ({ status: 400, body: 'Can "Upgrade" only to "WebSocket".' }),
    },
  ],
  [
    'SUBPROTOCOL-MISSING',
    'likely',
    'the server says so',
    { ws: always(refuses(400, 'missing subprotocol')) },
  ],
  ['SUBPROTOCOL-MISSING', 'likely', '4406', { ws: always(accepts({ close: { code: 4406 } })) }],
  [
    'SUBPROTOCOL-MISSING',
    'proven',
    'the document’s opens it',
    {
      ws: ({ path, subprotocols }) =>
        path === '/chat' && subprotocols?.includes('chat.v1') === true
          ? accepts({ subprotocol: 'chat.v1' })
          : ASGI(),
    },
    { path: '/chat' },
    'chat',
  ],
  [
    'SUBPROTOCOL-UNSUPPORTED',
    'proven',
    'the document’s opens it',
    {
      ws: ({ path, subprotocols }) =>
        path === '/chat' && subprotocols?.includes('chat.v1') === true
          ? accepts({ subprotocol: 'chat.v1' })
          : ASGI(),
    },
    { path: '/chat', subprotocols: ['v9'] },
    'chat',
  ],
  [
    'SUBPROTOCOL-NOT-SELECTED',
    'proven',
    'none is selected',
    { ws: always(accepts()), reply: () => '{}' },
    { subprotocols: ['v1'] },
  ],
  [
    'TOKEN-ENDPOINT',
    'likely',
    'the login fails',
    { ws: always(ASGI()), logIn: { credentials: [], problem: 'GET /ws-token answered with 503' } },
    { path: '/token', canLogIn: true },
    'token',
  ],
  [
    'AUTH-EXPIRED',
    'likely',
    'by its own claims',
    { ws: atFeed(refuses(401)) },
    { search: `?token=${STALE}` },
  ],
  [
    'AUTH-EXPIRED',
    'likely',
    'by the server’s words',
    { ws: atFeed(refuses(401, 'token expired')) },
    { search: '?token=x' },
  ],
  [
    'AUTH-ROLE',
    'likely',
    'by the server’s words',
    { ws: atFeed(refuses(403, 'Not enough permissions')) },
    { search: '?token=x' },
  ],
  [
    'AUTH-ROLE',
    'likely',
    'Close 4403',
    { ws: atFeed(accepts({ close: { code: 4403 } })) },
    { search: '?token=x' },
  ],
  [
    'COOKIE-NOT-SENT',
    'likely',
    'localhost and 127.0.0.1 are two hosts',
    { ws: always(accepts({ close: { code: 4401 } })) },
    { path: '/cookie' },
    'cookie',
  ],
  [
    'ORIGIN-MISSING',
    'proven',
    'another Origin opens it',
    { ws: ({ origin, path }) => (path === '/feed' && origin === PAGE ? accepts() : refuses(403)) },
    { origin: undefined as never },
  ],
  [
    'ORIGIN-DENIED',
    'proven',
    'another Origin opens it',
    { ws: ({ origin, path }) => (path === '/feed' && origin === PAGE ? accepts() : refuses(403)) },
    { origin: 'http://localhost:4999' },
  ],
  [
    'ORIGIN-DENIED',
    'likely',
    'the server says so',
    { ws: always(refuses(400, '"Not an accepted origin."')) },
  ],
  [
    'ORIGIN-UNCHECKED',
    'proven',
    'a foreign Origin is accepted',
    { ws: always(accepts()), reply: () => '{}' },
    { path: '/origin' },
    'origin',
  ],
  ['BAD-QUERY', 'likely', 'the server says so', { ws: atFeed(refuses(400, 'symbol is missing')) }],
  ['AUTH-MISSING', 'likely', '401', { ws: atFeed(refuses(401)) }],
  ['AUTH-INVALID', 'likely', '401', { ws: atFeed(refuses(401)) }, { search: '?token=x' }],
  [
    'WRONG-PATH',
    'proven',
    'the path with its slash opens',
    { ws: ({ path }) => (path === '/feed/' ? accepts() : always404) },
  ],
  [
    'WRONG-PATH',
    'likely',
    'WebSocket code answers elsewhere',
    { ws: ({ path }) => (path === '/ws' ? refuses(403, 'who are you?') : always404) },
  ],
  [
    'SWITCHED-OFF',
    'likely',
    'a status page says so',
    {
      ws: always(ASGI()),
      http: (_, path) =>
        path === '/status' ? { status: 200, body: '{"websocket_enabled":false}' } : { status: 404 },
    },
    { path: '/ws' },
    'switch',
  ],
  [
    'STALE-SERVER',
    'likely',
    'an older version',
    {
      ws: always(ASGI()),
      http: (_, path) =>
        path === '/openapi.json'
          ? {
              status: 200,
              body: '{"openapi":"3.0","info":{"title":"Live","version":"0.9.0"},"paths":{"/status":{"get":{}}}}',
            }
          : { status: 404 },
    },
    { path: '/ws' },
    'switch',
  ],
  ['HANDLER-CRASH-PRE', 'proven', '500 at this path only', { ws: atFeed(refuses(500)) }],
  [
    'NO-WS-SUPPORT',
    'likely',
    'Express',
    {
      ws: always(refuses(404, '<pre>Cannot GET /</pre>', [['X-Powered-By', 'Express']])),
      http: () => ({ status: 404, body: '<pre>Cannot GET /</pre>', headers: [['X-Powered-By', 'Express']] }),
    },
  ],
  [
    'NO-ROUTE',
    'likely',
    'the 403 of ASGI on every path, and a document that wants nothing',
    { ws: always(ASGI()) },
    { path: '/ws' },
    'live',
  ],
  ['REFUSED-BY-HANDLER', 'likely', 'an answer of its own', { ws: atFeed(refuses(403, 'no')) }, {}, 'live'],
  [
    'INVALID-FRAMES',
    'proven',
    'HTTP inside of the stream',
    { ws: always(accepts({ breaches: [{ rule: 'R7', message: 'Bytes that are no frame.' }] })) },
  ],
  [
    'INVALID-101',
    'proven',
    'a wrong Sec-WebSocket-Accept',
    { ws: always(accepts({ breaches: [{ rule: 'R3', message: 'Wrong accept.' }] })) },
  ],
  [
    'MESSAGE-TOO-BIG',
    'proven',
    '1009 after a message',
    { ws: always(accepts()), reply: () => ({ code: 1009 }) },
  ],
  [
    'HANDLER-CRASH-POST',
    'likely',
    'FIN at once',
    { ws: always(accepts({ close: { code: 1006, how: 'fin' } })) },
  ],
  ['HANDLER-CRASH-POST', 'proven', '1011 at once', { ws: always(accepts({ close: { code: 1011 } })) }],
  [
    'HANDLER-CRASH-POST',
    'proven',
    'FIN after a frame that is no JSON',
    { ws: always(accepts()), reply: () => ({ code: 1006, how: 'fin' }) },
  ],
  ['HANDLER-RETURNED', 'likely', '1000 at once', { ws: atFeed(accepts({ close: { code: 1000 } })) }],
  ['NO-ROUTE', 'one-of', '1005 at once, on every path', { ws: always(accepts({ close: { code: 1005 } })) }],
  ['GOING-AWAY', 'proven', '1001', { ws: always(accepts({ close: { code: 1001 } })) }],
  ['GOING-AWAY', 'proven', '1012', { ws: always(accepts({ close: { code: 1012 } })) }],
  ...[1002, 1003, 1007, 1008, 1010, 1014, 3008, 4000, 4400, 4408, 4409].map(
    (code): Row => [
      'CLOSED-AFTER-ACCEPT',
      'proven',
      `${code}`,
      { ws: always(accepts({ close: { code } })) },
      {},
      'live',
    ],
  ),
  ['HALF-OPEN', 'likely', 'no Pong', { ws: always(accepts()), pongs: false }],
  [
    'MESSAGE-REFUSED',
    'proven',
    '1003 after the document’s example',
    { ws: always(accepts()), reply: (frame) => ('json' in frame ? { code: 1003 } : '{}') },
    { path: '/ws' },
    'live',
  ],
  [
    'REPLY-NEVER',
    'likely',
    'another message comes',
    { ws: always(accepts()), reply: () => '{"type":"error"}' },
    { path: '/ws' },
    'live',
  ],
  ['CONNECTED-SILENT', 'likely', 'nothing comes', { ws: always(accepts()) }, { path: '/ws' }, 'live'],
  [
    'IDLE-TIMEOUT',
    'likely',
    'FIN after 2 s',
    { ws: always(accepts()), reply: () => '{}', idle: { code: 1006, how: 'fin' } },
  ],
  [
    'MIXED-CONTENT',
    'likely',
    'a page of https',
    { ws: always(accepts()), reply: () => '{}' },
    { origin: 'https://shop.example', place: { protocol: 'ws', host: 'api.shop.example', port: 80 } },
  ],
  [
    'BAD-PORT',
    'likely',
    '6000',
    { ws: always(accepts()), reply: () => '{}' },
    { place: { protocol: 'ws', host: '127.0.0.1', port: 6000 } },
  ],
  [
    'LNA',
    'likely',
    'a public page, a private server',
    { ws: always(accepts()), reply: () => '{}' },
    { origin: 'https://shop.example', place: { protocol: 'ws', host: '127.0.0.1', port: 8000 } },
  ],
  [
    'CORS-COMPANIONS',
    'proven',
    'the preflight is not answered',
    { ws: always(accepts()), reply: () => '{}', http: () => ({ status: 405 }) },
    { path: '/ws' },
    'cors',
  ],
];

/** Every seventh handshake gets in, whatever it carries. */
function seventhOpens(): FakeServer['ws'] {
  let met = 0;
  return () => {
    met += 1;
    return met % 7 === 4 ? accepts() : refuses(403, 'no');
  };
}

const contracts = new Map<string, Contract>();
beforeAll(async () => {
  for (const name of new Set(ROWS.flatMap(([, , , , , document]) => document ?? [])))
    contracts.set(
      name,
      (await loadContract(fileURLToPath(new URL(`../../test/zoo/documents/${name}.yaml`, import.meta.url))))
        .contract,
    );
});

describe('a cause', () => {
  test.each(ROWS)('%s, %s: %s', (id, sure, _, server, more = {}, document) => {
    const contract = document === undefined ? undefined : contracts.get(document);
    const { origin, ...rest } = { ...SUBJECT, ...more };
    const subject: Subject = {
      ...rest,
      ...('origin' in more && more.origin === undefined ? {} : { origin: origin ?? PAGE }),
      ...(contract === undefined ? {} : { contract }),
    };
    const { verdict, asked, handshakes } = playDiagnosis(subject, server);
    expect({ id: verdict.id, sure: verdict.sure, asked }).toEqual({ id, sure, asked });
    expect(handshakes).toBeLessThanOrEqual(HANDSHAKES);
    expect(verdict.by.filter((each) => !asked.includes(each))).toEqual([]);
    expect(`${verdict.sentence} ${verdict.why} ${verdict.fix.lines.join(' ')}`).not.toMatch(
      /undefined|\[object|NaN/,
    );
    if (verdict.id !== 'CONNECTED') expect(verdict.fix.lines.length).toBeGreaterThan(0);
    if (sure === 'one-of') expect(verdict.candidates.length).toBeGreaterThan(1);
  });

  test('has at least one row', () => {
    const covered = new Set(ROWS.map(([id]) => id));
    expect(CAUSES.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  test('has an id of its own, and is explained', () => {
    const ids = CAUSES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { title, explain } of CAUSES) {
      expect(title).not.toMatch(/\.$/);
      expect(explain).toMatch(/[.")]$/);
    }
  });
});
