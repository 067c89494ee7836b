import { ownPage } from './own-pages.ts';
import { header, type Seen, type ServerName, says, served } from './seen.ts';

export interface Fingerprint {
  readonly server: ServerName;
  /** It stands in front of the server that was meant. */
  readonly proxy?: true;
  /** What gave it away, for the report. */
  readonly by: string;
  readonly fits: (seen: Seen) => boolean;
}

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
    by: 'HTTP Status 4xx, or the error object of Spring Boot',
    fits: says(
      /HTTP Status \d{3}|Whitelabel Error Page|^\{"timestamp":"?[\dT:.Z+-]+"?,"status":\d{3},"error":/,
    ),
  },
  {
    server: 'Jetty',
    by: 'its Server header or its error page',
    fits: (seen) => served(/^Jetty/)(seen) || says(/<h2>HTTP ERROR \d{3}/)(seen),
  },
  {
    server: 'SignalR',
    by: 'its own words',
    fits: says(/^(Connection ID required|No Connection with that ID)/),
  },
  { server: 'ASP.NET Core', by: 'Server: Kestrel', fits: served(/^Kestrel/) },
  {
    server: 'Django without Channels',
    by: "Server: WSGIServer, and Django's page",
    fits: (seen) => served(/^WSGIServer/)(seen) && says(/URLconf|<h1>Not Found<\/h1>/)(seen),
  },
  { server: 'Flask', by: 'Server: Werkzeug', fits: served(/^Werkzeug/) },
  {
    server: 'axum',
    by: 'its own words',
    fits: says(/^`?(Connection|Upgrade)`? header did not include '(upgrade|websocket)'/),
  },
  {
    server: 'Phoenix',
    by: 'Server: Cowboy with Cache-Control of Plug, or Phoenix.Router',
    fits: (seen) =>
      (served(/^Cowboy/)(seen) && header(seen, 'cache-control') === 'max-age=0, private, must-revalidate') ||
      says(/Phoenix\.Router\.NoRouteError/)(seen),
  },
  {
    server: 'Rails ActionCable',
    by: 'Page not found',
    fits: (seen) => seen.upgrade && seen.status === 404 && seen.body.trim() === 'Page not found',
  },
  {
    server: 'Rails',
    by: 'Not Found: /…, as Rack answers, or its Routing Error',
    fits: (seen) => seen.status === 404 && says(/^Not Found: \/|No route matches \[GET\]/)(seen),
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
    server: 'AWS API Gateway',
    proxy: true,
    by: 'x-amz-apigw-id, or its error object',
    fits: (seen) => header(seen, 'x-amz-apigw-id') !== '' || ownPage(seen) === 'AWS API Gateway',
  },
  {
    server: 'Kong',
    proxy: true,
    by: 'Server: kong, or Via: kong',
    fits: (seen) => served(/^kong/i)(seen) || /kong/i.test(header(seen, 'via')),
  },
  { server: 'Traefik', proxy: true, by: 'its own words', fits: (seen) => ownPage(seen) === 'Traefik' },
  {
    server: 'Heroku',
    proxy: true,
    by: 'Via: vegur',
    fits: (seen) => /vegur|heroku/i.test(header(seen, 'via')),
  },
  { server: 'Vercel', proxy: true, by: 'Server: Vercel', fits: served(/^Vercel/) },
  {
    server: 'ngrok',
    proxy: true,
    by: 'ngrok-error-code',
    fits: (seen) => header(seen, 'ngrok-error-code') !== '',
  },
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

/** The servers that the answers give away, each once, the most telling first. */
export function recognise(
  seen: readonly Seen[],
): readonly { readonly server: ServerName; readonly by: string; readonly proxy: boolean }[] {
  const found = FINGERPRINTS.filter(({ fits }) => seen.some(fits));
  return found
    .filter(({ server }, at) => found.findIndex((other) => other.server === server) === at)
    .map(({ server, by, proxy = false }) => ({ server, by, proxy }));
}
