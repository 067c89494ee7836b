import { bodyOf, statusOf } from '../answer-facts.ts';
import { type Cause, defineCause } from '../cause.ts';
import { sayReception } from '../words.ts';

/** The server itself says that the upgrade did not reach it. HANDSHAKE 4.3, decisive. */
const NO_UPGRADE_SEEN =
  /Can "Upgrade" only to "WebSocket"|No WebSocket UPGRADE hdr|not websocket protocol|did not receive a valid HTTP request|cannot access a WebSocket server directly/i;

function proxyFix(server: string | undefined): readonly string[] {
  switch (server) {
    case 'Apache':
      return ['ProxyPass "/ws" "http://backend:8000/ws" upgrade=websocket   # on a worker of its own'];
    case 'Varnish':
      return [
        'sub vcl_recv { if (req.http.upgrade ~ "(?i)websocket") { return (pipe); } }   # and bereq.http.upgrade in vcl_pipe',
      ];
    case 'Vite':
      return ["proxy: { '/ws': { target: 'ws://localhost:8000', ws: true } }"];
    default:
      return [
        'nginx: proxy_http_version 1.1;',
        '       proxy_set_header Upgrade $http_upgrade;',
        '       proxy_set_header Connection "upgrade";',
        '       proxy_set_header Host $http_host;',
        '       proxy_read_timeout 3600s;',
      ];
  }
}

export const upgradeStripped: Cause = defineCause({
  id: 'UPGRADE-STRIPPED',
  title: 'A proxy takes the upgrade away',
  explain:
    'A proxy on the way speaks HTTP with the backend and drops the headers Upgrade and Connection, unless it is told to pass them on.',
  likelihood(facts) {
    const { base, proxy, asPlain } = facts;
    if (base?.kind !== 'refused') return undefined;
    if (NO_UPGRADE_SEEN.test(bodyOf(facts)) || (statusOf(facts) === 426 && asPlain === true))
      return {
        sure: 'proven',
        why: `Upgrade was sent, and the server answers that none came: ${sayReception(base)}.`,
        by: ['baseline', 'no Upgrade'],
      };
    // uvicorn before 0.19 says this of a request whose Upgrade is missing or another one, and where it has no library.
    if (/^Unsupported upgrade request/.test(bodyOf(facts)))
      return {
        sure: 'possible',
        why: 'uvicorn says that it got an upgrade that is none to WebSocket: so looks one of whose headers a proxy took Upgrade away.',
        by: ['baseline'],
        tell: 'Ask the backend directly, without the proxy: if that is a 101, it is the proxy.',
      };
    // A proxy's own page, and a refusal by the server, say nothing of the upgrade.
    if (proxy === undefined || asPlain !== true || facts.proxyPage !== undefined) return undefined;
    if (![400, 404, 426].includes(statusOf(facts) ?? 0) || facts.paths.length > 0) return undefined;
    return {
      sure: 'likely',
      why: `Through ${proxy.server} the upgrade is answered exactly as the same request without Upgrade (${sayReception(base)}).`,
      by: ['baseline', 'no Upgrade'],
      tell: 'Ask the backend directly, without the proxy: if that is a 101, it is the proxy.',
    };
  },
  advice: ({ proxy }) => ({
    sentence: `The backend never saw an upgrade: ${proxy?.server ?? 'a proxy on the way'} passed the request on as plain HTTP.`,
    fix: proxyFix(proxy?.server),
  }),
});
