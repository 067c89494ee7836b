import { accepts, fails, refuses } from '../../support/play-diagnosis.ts';
import {
  ASGI,
  always,
  always404,
  atFeed,
  type CauseRow,
  NGINX,
  PAGE,
  row,
  STALE,
  seventhOpens,
} from './cause-row.ts';

/** Refused with an HTTP answer. */
export const REFUSAL_ROWS: readonly CauseRow[] = [
  row(
    'AUTH-CHANNEL',
    'proven',
    'a header instead of the query',
    { ws: ({ target }) => (target === '/token?token=good' ? accepts() : ASGI()) },
    { path: '/token', headers: [['Authorization', 'Bearer good']] },
    'token',
  ),
  row('UNSTABLE', 'proven', 'a flip that was chance', { ws: seventhOpens() }),
  row('RATE-LIMIT', 'proven', '429', { ws: always(refuses(429)) }),
  row('CAPACITY', 'likely', '503 that says so', { ws: always(refuses(503, 'too many connections')) }),
  row('CAPACITY', 'one-of', 'nginx’ own 503', { ws: always(NGINX(503)) }),
  row('VERSION', 'proven', '426 and another version', {
    ws: always(refuses(426, '', [['Sec-WebSocket-Version', '8']])),
  }),
  row('HEADERS-TOO-LARGE', 'proven', '431', { ws: always(refuses(431)) }),
  row('PROXY-AUTH', 'proven', '407', { ws: always(refuses(407)) }),
  row('PROXY-DENIED', 'proven', 'nginx’ own 403', { ws: always(NGINX(403)) }),
  row('PROXY-NO-ROUTE', 'proven', 'nginx’ own 404', { ws: always(NGINX(404)) }),
  row('AUTH-MISSING', 'likely', 'nginx’ own 401', { ws: always(NGINX(401)) }),
  row('HOST-DENIED', 'proven', 'Invalid host header', { ws: always(refuses(400, 'Invalid host header')) }),
  row(
    'HOST-REWRITE',
    'proven',
    'tornado behind a proxy',
    {
      ws: ({ origin }) =>
        origin === undefined ? accepts() : refuses(403, 'Cross origin websockets not allowed'),
    },
    { origin: 'http://127.0.0.1:8000' },
  ),
  row(
    'ORIGIN-DENIED',
    'likely',
    'a list that the address of the server itself is not on',
    { ws: ({ origin }) => (origin === undefined ? accepts() : ASGI()) },
    { origin: 'http://127.0.0.1:8000' },
  ),
  row('REDIRECT', 'proven', '301', { ws: always(refuses(301, '', [['Location', '/feed/']])) }),
  row('REDIRECT', 'likely', 'only plain HTTP is redirected to https', {
    ws: always(refuses(500)),
    http: () => ({ status: 307, headers: [['location', 'https://127.0.0.1/feed']] }),
  }),
  row('UPSTREAM-DOWN', 'likely', '502', { ws: always(refuses(502)) }),
  row(
    'ABSENT-BY-CONTRACT',
    'proven',
    'absent, and not there',
    { ws: always(ASGI()) },
    { path: '/old' },
    'absent',
  ),
  row('HTTP-ONLY-PATH', 'likely', 'a page at this path only', {
    ws: atFeed(refuses(200, '[]')),
    http: (_, path) => (path === '/feed' ? { status: 200, body: '[]' } : { status: 404, body: 'nothing' }),
  }),
  row('OTHER-SERVICE', 'likely', 'a page for every path', {
    ws: always(refuses(200, '<html>')),
    http: () => ({ status: 200, body: '<html>' }),
  }),
  row('FALLBACK-ONLY', 'proven', 'polling without upgrades', {
    ws: always(refuses(400, '"Bad Request"')),
    http: (_, path) =>
      path === '/socket.io/' ? { status: 200, body: '0{"sid":"x","upgrades":[]}' } : { status: 404 },
  }),
  row('WRONG-PROTOCOL-FAMILY', 'likely', 'polling with an upgrade', {
    ws: always(fails('answer', 'CLOSED')),
    http: (_, path) =>
      path === '/socket.io/'
        ? { status: 200, body: '0{"sid":"x","upgrades":["websocket"]}' }
        : { status: 404 },
  }),
  row('UPGRADE-STRIPPED', 'proven', 'tornado says so', {
    ws: always(refuses(400, 'Can "Upgrade" only to "WebSocket".')),
    http: () => ({ status: 400, body: 'Can "Upgrade" only to "WebSocket".' }),
  }),
  row('SUBPROTOCOL-MISSING', 'likely', 'the server says so', {
    ws: always(refuses(400, 'missing subprotocol')),
  }),
  row(
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
  ),
  row(
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
  ),
  row(
    'TOKEN-ENDPOINT',
    'likely',
    'the login fails',
    { ws: always(ASGI()), logIn: { credentials: [], problem: 'GET /ws-token answered with 503' } },
    { path: '/token', canLogIn: true },
    'token',
  ),
  row(
    'AUTH-EXPIRED',
    'likely',
    'by its own claims',
    { ws: atFeed(refuses(401)) },
    { search: `?token=${STALE}` },
  ),
  row(
    'AUTH-EXPIRED',
    'likely',
    'by the server’s words',
    { ws: atFeed(refuses(401, 'token expired')) },
    { search: '?token=x' },
  ),
  row(
    'AUTH-ROLE',
    'likely',
    'by the server’s words',
    { ws: atFeed(refuses(403, 'Not enough permissions')) },
    { search: '?token=x' },
  ),
  row(
    'ORIGIN-MISSING',
    'proven',
    'another Origin opens it',
    { ws: ({ origin, path }) => (path === '/feed' && origin === PAGE ? accepts() : refuses(403)) },
    { origin: undefined as never },
  ),
  row(
    'ORIGIN-DENIED',
    'proven',
    'another Origin opens it',
    { ws: ({ origin, path }) => (path === '/feed' && origin === PAGE ? accepts() : refuses(403)) },
    { origin: 'http://localhost:4999' },
  ),
  row('ORIGIN-DENIED', 'likely', 'the server says so', {
    ws: always(refuses(400, '"Not an accepted origin."')),
  }),
  row('BAD-QUERY', 'likely', 'the server says so', { ws: atFeed(refuses(400, 'symbol is missing')) }),
  row('AUTH-MISSING', 'likely', '401', { ws: atFeed(refuses(401)) }),
  row('AUTH-INVALID', 'likely', '401', { ws: atFeed(refuses(401)) }, { search: '?token=x' }),
  row('WRONG-PATH', 'proven', 'the path with its slash opens', {
    ws: ({ path }) => (path === '/feed/' ? accepts() : always404),
  }),
  row('WRONG-PATH', 'likely', 'WebSocket code answers elsewhere', {
    ws: ({ path }) => (path === '/ws' ? refuses(403, 'who are you?') : always404),
  }),
  row(
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
  ),
  row(
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
  ),
  row('HANDLER-CRASH-PRE', 'proven', '500 at this path only', { ws: atFeed(refuses(500)) }),
  row('NO-WS-SUPPORT', 'likely', 'Express', {
    ws: always(refuses(404, '<pre>Cannot GET /</pre>', [['X-Powered-By', 'Express']])),
    http: () => ({ status: 404, body: '<pre>Cannot GET /</pre>', headers: [['X-Powered-By', 'Express']] }),
  }),
  row(
    'NO-ROUTE',
    'likely',
    'the 403 of ASGI on every path, and a document that wants nothing',
    { ws: always(ASGI()) },
    { path: '/ws' },
    'live',
  ),
  row('REFUSED-BY-HANDLER', 'likely', 'an answer of its own', { ws: atFeed(refuses(403, 'no')) }, {}, 'live'),
];
