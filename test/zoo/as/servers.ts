import { type Animal, cell, OTHER_PAGE, PAGE } from '../animal.ts';
import { type Answered, type Asked, answering, HTML, JSON_TYPE, TEXT } from './answering.ts';

const page = 'http://localhost:3000';
const isPage = ({ origin }: Asked): boolean => origin === page;

/** Go's `http.Error`. */
function goText(status: number, body: string, more: Readonly<Record<string, string>> = {}): Answered {
  return { status, headers: { ...TEXT, ...more, 'X-Content-Type-Options': 'nosniff' }, body: `${body}\n` };
}

const goNotFound = goText(404, '404 page not found');

const spring404 = (path: string): Answered => ({
  status: 404,
  reason: '',
  headers: { Vary: 'Origin', ...JSON_TYPE },
  body: JSON.stringify({ timestamp: new Date().toISOString(), status: 404, error: 'Not Found', path }),
});

const jetty = (status: number, reason: string, path: string): Answered => ({
  status,
  headers: {
    'Cache-Control': 'must-revalidate,no-cache,no-store',
    'Content-Type': 'text/html;charset=iso-8859-1',
    Server: 'Jetty(12.0.9)',
  },
  body: `<html>\n<head>\n<title>Error ${status} ${reason}</title>\n</head>\n<body>\n<h2>HTTP ERROR ${status} ${reason}</h2>\n<table>\n<tr><th>URI:</th><td>${path}</td></tr>\n<tr><th>STATUS:</th><td>${status}</td></tr>\n</table>\n</body>\n</html>\n`,
});

const PHOENIX = {
  'cache-control': 'max-age=0, private, must-revalidate',
  server: 'Cowboy',
  'x-request-id': 'F8kq2kq0b1',
} as const;

/** Application servers, as SERVERS.md, HANDSHAKE 4.5 and their sources show them. */
export const AS_SERVERS: readonly Animal[] = [
  answering(
    'as-gorilla',
    'Go, gorilla/websocket with its own CheckOrigin',
    (asked) => {
      const version = { 'Sec-Websocket-Version': '13' };
      if (asked.path !== '/ws') return goNotFound;
      if (!asked.upgrade) return goText(400, 'Bad Request', version);
      return isPage(asked) ? { accept: true } : goText(403, 'Forbidden', version);
    },
    [
      cell('ORIGIN-DENIED', '/ws', ...OTHER_PAGE),
      cell('ORIGIN-MISSING', '/ws'),
      cell('WRONG-PATH', '/socket', ...PAGE),
      cell('CONNECTED', '/ws', ...PAGE),
    ],
  ),
  answering(
    'as-go-token',
    'Go whose handler answers in plain text before it upgrades',
    ({ path, query, upgrade }) => {
      if (path !== '/stream') return goNotFound;
      if (!query.has('token')) return goText(400, 'missing token');
      if (query.get('token') !== 'good') return goText(401, 'invalid token');
      return upgrade ? { accept: true } : goText(400, 'Bad Request', { 'Sec-Websocket-Version': '13' });
    },
    [
      cell('AUTH-MISSING', '/stream', ...PAGE),
      cell('AUTH-INVALID', '/stream?token=bad', ...PAGE),
      cell('AUTH-MISSING', '/stream?token=', ...PAGE),
      cell('AUTH-MISSING', '/stream?token=undefined', ...PAGE),
      cell('CONNECTED', '/stream?token=good', ...PAGE),
    ],
  ),
  answering(
    'as-go-query',
    'Go whose handler wants a room',
    ({ path, query }) => {
      if (path !== '/ws') return goNotFound;
      return query.has('room') ? { accept: true } : goText(400, 'room is required');
    },
    [cell('BAD-QUERY', '/ws', ...PAGE)],
  ),
  answering(
    'as-spring',
    'Spring with setAllowedOrigins',
    (asked) => {
      if (asked.path !== '/ws/orders') return spring404(asked.path);
      if (asked.upgrade && asked.origin !== undefined && !isPage(asked))
        return { status: 403, reason: '', headers: { Vary: 'Origin' } };
      return asked.upgrade
        ? { accept: true }
        : { status: 400, reason: '', headers: TEXT, body: 'Can "Upgrade" only to "WebSocket".' };
    },
    [
      cell('ORIGIN-DENIED', '/ws/orders', ...OTHER_PAGE),
      cell('WRONG-PATH', '/orders', ...PAGE),
      cell('CONNECTED', '/ws/orders', ...PAGE),
    ],
  ),
  answering(
    'as-spring-security',
    'Spring Security that refuses whoever has not logged in, on every path',
    ({ request, path }) => {
      if (request.headers.cookie?.includes('JSESSIONID=good') !== true)
        return {
          status: 401,
          reason: '',
          headers: { 'WWW-Authenticate': 'Bearer', 'X-Frame-Options': 'DENY' },
        };
      return path === '/ws' ? { accept: true } : spring404(path);
    },
    [
      cell('AUTH-MISSING', '/ws', ...PAGE),
      cell('AUTH-INVALID', '/ws', ...PAGE, '--header', 'Cookie: JSESSIONID=old'),
      cell('CONNECTED', '/ws', ...PAGE, '--header', 'Cookie: JSESSIONID=good'),
    ],
  ),
  answering(
    'as-jetty',
    'Jetty with one servlet',
    ({ path, upgrade }) => {
      if (path !== '/events') return jetty(404, 'Not Found', path);
      return upgrade ? { accept: true } : jetty(405, 'HTTP method GET is not supported by this URL', path);
    },
    [cell('WRONG-PATH', '/ws', ...PAGE), cell('NO-ROUTE', '/nothing/here/it', ...PAGE)],
  ),
  answering(
    'as-phoenix',
    'Phoenix with check_origin',
    (asked) => {
      if (asked.path !== '/socket/websocket')
        return { status: 404, headers: { ...PHOENIX, ...HTML }, body: 'Not Found' };
      if (!asked.upgrade) return { status: 400, headers: PHOENIX };
      if (asked.origin !== undefined && !isPage(asked)) return { status: 403, headers: PHOENIX };
      return { accept: true };
    },
    [
      cell('ORIGIN-DENIED', '/socket/websocket?vsn=2.0.0', ...OTHER_PAGE),
      cell('WRONG-PATH', '/socket?vsn=2.0.0', ...PAGE),
      cell('CONNECTED', '/socket/websocket?vsn=2.0.0', ...PAGE),
    ],
  ),
  answering(
    'as-action-cable',
    'Rails ActionCable with allowed_request_origins',
    (asked) => {
      const notFound: Answered = {
        status: 404,
        headers: { 'content-type': 'text/plain' },
        body: 'Page not found',
      };
      if (asked.path !== '/cable')
        return {
          status: 404,
          headers: { 'content-type': 'text/html; charset=UTF-8' },
          body: `Not Found: ${asked.path}`,
        };
      if (!asked.upgrade || !isPage(asked)) return notFound;
      return { accept: true, greet: '{"type":"welcome"}' };
    },
    [
      cell('ORIGIN-DENIED', '/cable', ...OTHER_PAGE),
      cell('ORIGIN-MISSING', '/cable'),
      cell('WRONG-PROTOCOL-FAMILY', '/cable', ...PAGE),
      cell('WRONG-PATH', '/ws', ...PAGE),
    ],
  ),
  answering(
    'as-signalr',
    'ASP.NET Core SignalR on Kestrel',
    ({ path, query, method, upgrade }) => {
      const headers = { Server: 'Kestrel' };
      if (path === '/hub/negotiate')
        return method === 'POST'
          ? {
              status: 200,
              headers: { ...headers, ...JSON_TYPE },
              body: '{"negotiateVersion":0,"connectionId":"abc","availableTransports":[{"transport":"WebSockets","transferFormats":["Text","Binary"]}]}',
            }
          : { status: 405, headers: { ...headers, Allow: 'POST' } };
      if (path !== '/hub') return { status: 404, headers };
      if (!query.has('id') && upgrade) return { accept: true };
      if (!query.has('id'))
        return { status: 400, headers: { ...headers, ...TEXT }, body: 'Connection ID required' };
      if (query.get('id') !== 'abc')
        return { status: 404, headers: { ...headers, ...TEXT }, body: 'No Connection with that ID' };
      return upgrade ? { accept: true } : { status: 400, headers };
    },
    [cell('WRONG-PROTOCOL-FAMILY', '/hub?id=old', ...PAGE)],
  ),
  answering(
    'as-kestrel',
    'ASP.NET Core without app.UseWebSockets',
    ({ path }) =>
      path === '/ws'
        ? { status: 400, headers: { Server: 'Kestrel' } }
        : { status: 404, headers: { Server: 'Kestrel' } },
    [cell('NO-WS-SUPPORT', '/ws', ...PAGE)],
  ),
  answering(
    'as-django-wsgi',
    'Django runserver without Channels',
    ({ path }) => ({
      status: 404,
      headers: { Server: 'WSGIServer/0.2 CPython/3.12.1', ...HTML, 'X-Frame-Options': 'DENY' },
      body: `<!doctype html>\n<html lang="en">\n<head>\n  <title>Page not found at ${path}</title>\n</head>\n<body>Using the URLconf defined in <code>site.urls</code></body>\n</html>\n`,
    }),
    [cell('NO-WS-SUPPORT', '/ws/chat/', ...PAGE)],
  ),
  answering(
    'as-flask',
    'Flask on its development server, without a WebSocket extension',
    () => ({
      status: 404,
      headers: { Server: 'Werkzeug/3.0.3 Python/3.12.1', ...HTML },
      body: '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The requested URL was not found on the server.</p>\n',
    }),
    [cell('NO-WS-SUPPORT', '/ws', ...PAGE)],
  ),
  answering(
    'as-axum',
    'axum: an empty 404, and its own words for a request without Upgrade',
    ({ path, upgrade }) => {
      if (path !== '/ws') return { status: 404 };
      return upgrade
        ? { accept: true }
        : { status: 400, headers: TEXT, body: "Connection header did not include 'upgrade'" };
    },
    [cell('WRONG-PATH', '/api/ws', ...PAGE), cell('CONNECTED', '/ws', ...PAGE)],
  ),
  answering(
    'as-axum-stripped',
    'axum behind a proxy that takes Upgrade away',
    ({ path }) =>
      path === '/ws'
        ? { status: 400, headers: TEXT, body: "Connection header did not include 'upgrade'" }
        : { status: 404 },
    [cell('UPGRADE-STRIPPED', '/ws', ...PAGE)],
  ),
];
