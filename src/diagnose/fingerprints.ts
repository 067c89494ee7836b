import type { Header } from '../script/script.ts';

/** Servers that fixes are written for, and what stands in front of them. HANDSHAKE 4.5. */
export type ServerName =
  | 'FastAPI on uvicorn'
  | 'an ASGI server (uvicorn, hypercorn)'
  | 'Django Channels on daphne'
  | 'Python websockets'
  | 'aiohttp'
  | 'tornado'
  | 'Flask-SocketIO'
  | 'Node ws'
  | 'Express'
  | 'Fastify'
  | 'Socket.IO'
  | 'npm websocket'
  | 'Go gorilla/websocket'
  | 'Go coder/websocket'
  | 'Go net/http'
  | 'Tomcat or Spring'
  | 'Rails ActionCable'
  | 'Vite'
  | 'Python http.server'
  | 'nginx'
  | 'HAProxy'
  | 'Apache'
  | 'Caddy'
  | 'Varnish'
  | 'Cloudflare'
  | 'AWS load balancer'
  | 'Envoy';

export interface Seen {
  /** Was it the answer to an upgrade? */
  readonly upgrade: boolean;
  readonly status: number;
  readonly reason?: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

export interface Fingerprint {
  readonly server: ServerName;
  /** It stands in front of the server that was meant. */
  readonly proxy?: true;
  /** What gave it away, for the report. */
  readonly by: string;
  readonly fits: (seen: Seen) => boolean;
}

const header = ({ headers }: Seen, name: string): string =>
  headers
    .filter(([each]) => each.toLowerCase() === name)
    .map(([, value]) => value)
    .join(', ');
const served = (pattern: RegExp) => (seen: Seen) => pattern.test(header(seen, 'server'));
const says = (pattern: RegExp) => (seen: Seen) => pattern.test(seen.body) || pattern.test(seen.reason ?? '');

/** The more telling first. */
export const FINGERPRINTS: readonly Fingerprint[] = [
  { server: 'Python http.server', by: 'Server: SimpleHTTP', fits: served(/SimpleHTTP/) },
  { server: 'Vite', by: 'the page loads /@vite/client', fits: says(/\/@vite\/client/) },
  { server: 'Django Channels on daphne', by: 'Server: daphne', fits: served(/daphne/i) },
  {
    server: 'FastAPI on uvicorn',
    by: '{"detail": …} from uvicorn',
    fits: (seen) => !seen.upgrade && served(/uvicorn|hypercorn/)(seen) && /^\{"detail":/.test(seen.body),
  },
  {
    server: 'FastAPI on uvicorn',
    by: 'its /openapi.json',
    fits: (seen) => served(/uvicorn|hypercorn/)(seen) && /^\{"openapi":"3/.test(seen.body),
  },
  {
    server: 'FastAPI on uvicorn',
    by: '{"detail":"Not Found"}',
    fits: (seen) => !seen.upgrade && seen.status === 404 && seen.body === '{"detail":"Not Found"}',
  },
  { server: 'aiohttp', by: 'Server: aiohttp', fits: served(/aiohttp/) },
  {
    server: 'tornado',
    by: 'its Server header or its own words',
    fits: (seen) => served(/TornadoServer/)(seen) || says(/Cross origin websockets not allowed/)(seen),
  },
  {
    server: 'Flask-SocketIO',
    by: 'the words of python-engineio',
    fits: says(/Not an accepted origin\.|unsupported version of the Socket\.IO or Engine\.IO/),
  },
  {
    server: 'Socket.IO',
    by: 'the error object of Engine.IO',
    fits: says(/"message":"(Transport unknown|Session ID unknown|Bad handshake method)"/),
  },
  { server: 'Fastify', by: 'Route GET:… not found', fits: says(/Route (GET|POST):\S+ not found/) },
  {
    server: 'Express',
    by: 'X-Powered-By: Express',
    fits: (seen) => /Express/.test(header(seen, 'x-powered-by')) || says(/<pre>Cannot GET /)(seen),
  },
  {
    server: 'npm websocket',
    by: 'X-WebSocket-Reject-Reason',
    fits: (seen) => header(seen, 'x-websocket-reject-reason') !== '',
  },
  {
    server: 'Go coder/websocket',
    by: 'its own words',
    fits: says(/is not authorized for Host|WebSocket protocol violation:/),
  },
  {
    server: 'Go gorilla/websocket',
    by: 'a refusal with Sec-Websocket-Version: 13',
    fits: (seen) =>
      seen.headers.some(([name]) => name === 'Sec-Websocket-Version') &&
      /^(Bad Request|Forbidden)/.test(seen.body),
  },
  { server: 'Go net/http', by: '404 page not found', fits: says(/^404 page not found/) },
  {
    server: 'Tomcat or Spring',
    by: 'HTTP Status 4xx',
    fits: says(/HTTP Status \d{3}|Whitelabel Error Page/),
  },
  {
    server: 'Rails ActionCable',
    by: 'Page not found',
    fits: (seen) => seen.upgrade && seen.status === 404 && seen.body.trim() === 'Page not found',
  },
  {
    server: 'Python websockets',
    by: 'Failed to open a WebSocket connection',
    fits: (seen) =>
      says(/Failed to open a WebSocket connection:/)(seen) ||
      (!seen.upgrade && says(/You cannot access a WebSocket server directly with a browser/)(seen)),
  },
  {
    server: 'Node ws',
    by: 'the short HTML-typed refusal of ws',
    fits: (seen) =>
      seen.upgrade &&
      /^text\/html$/.test(header(seen, 'content-type')) &&
      /^(Bad Request|Unauthorized|Forbidden|Missing or invalid Sec-WebSocket)/.test(seen.body),
  },
  {
    server: 'Node ws',
    by: '426 Upgrade Required to a plain GET',
    fits: (seen) => !seen.upgrade && seen.status === 426 && seen.body === 'Upgrade Required',
  },
  {
    server: 'an ASGI server (uvicorn, hypercorn)',
    by: 'an empty 403 as ASGI servers send it',
    fits: (seen) =>
      seen.upgrade &&
      seen.status === 403 &&
      seen.body === '' &&
      (served(/websockets\/|hypercorn/)(seen) ||
        /^text\/plain/.test(header(seen, 'content-type')) ||
        (seen.reason === '' && seen.headers.length === 1)),
  },
  {
    server: 'an ASGI server (uvicorn, hypercorn)',
    by: 'its Server header',
    fits: served(/uvicorn|hypercorn/),
  },
  {
    server: 'an ASGI server (uvicorn, hypercorn)',
    by: 'a 101 as wsproto writes it',
    fits: (seen) => seen.status === 101 && seen.reason === '' && header(seen, 'upgrade') === 'WebSocket',
  },
  { server: 'Cloudflare', proxy: true, by: 'Server: cloudflare', fits: served(/^cloudflare/i) },
  { server: 'AWS load balancer', proxy: true, by: 'Server: awselb', fits: served(/^awselb/i) },
  {
    server: 'Varnish',
    proxy: true,
    by: 'Via: varnish',
    fits: (seen) => /varnish/i.test(header(seen, 'via')),
  },
  { server: 'Caddy', proxy: true, by: 'Server: Caddy', fits: served(/Caddy/) },
  { server: 'Envoy', proxy: true, by: 'Server: envoy', fits: served(/envoy/i) },
  {
    server: 'HAProxy',
    proxy: true,
    by: 'the words of HAProxy',
    fits: (seen) =>
      says(/Request forbidden by administrative rules|No server is available to handle this request/)(seen) ||
      ownPage(seen) === 'HAProxy',
  },
  { server: 'Apache', proxy: true, by: 'Server: Apache', fits: served(/^Apache/) },
  {
    server: 'nginx',
    proxy: true,
    by: 'Server: nginx',
    fits: (seen) => served(/nginx/)(seen) || says(/<center>nginx/)(seen),
  },
];

const OWN_PAGES: readonly (readonly [ServerName, RegExp])[] = [
  ['nginx', /<hr><center>nginx/],
  ['HAProxy', /^\s*<html><body><h1>\d{3} [\s\S]*<\/body><\/html>\s*$/],
  ['Apache', /<address>Apache/],
  ['Cloudflare', /cf-error-details|Attention Required! \| Cloudflare|cf-mitigated/],
  ['Varnish', /Varnish cache server/],
];

/** Whose error page it is, where a proxy has written it itself: then the server behind it was not asked. */
export function ownPage({ body }: Seen): ServerName | undefined {
  return OWN_PAGES.find(([, pattern]) => pattern.test(body))?.[0];
}

/** The servers that the answers give away, each once, the most telling first. */
export function recognise(
  seen: readonly Seen[],
): readonly { readonly server: ServerName; readonly by: string; readonly proxy: boolean }[] {
  const found = FINGERPRINTS.filter(({ fits }) => seen.some(fits));
  return found
    .filter(({ server }, at) => found.findIndex((other) => other.server === server) === at)
    .map(({ server, by, proxy = false }) => ({ server, by, proxy }));
}
