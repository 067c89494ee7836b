import { bodyOf, statusOf } from '../answer-facts.ts';
import { type Cause, defineCause } from '../cause.ts';
import { saysMissing, saysNoUpgrade } from '../own-words.ts';
import { sayReception } from '../words.ts';

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
    if (saysNoUpgrade(facts) || (statusOf(facts) === 426 && asPlain === true))
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
    // gorilla says no more than this to a request that is no upgrade, and names the version with it.
    const { server } = facts;
    if (asPlain === true && statusOf(facts) === 400 && server?.server === 'Go gorilla/websocket')
      return {
        sure: 'likely',
        why: `gorilla/websocket answers the upgrade exactly as the same request without Upgrade (${sayReception(base)}): it has seen none.`,
        by: ['baseline', 'no Upgrade'],
        tell: 'Ask the backend directly, without the proxy: if that is a 101, it is the proxy.',
      };
    // A path that is known, and refuses with and without an upgrade: so looks one that is on the way no longer.
    if (
      asPlain === true &&
      facts.alike === false &&
      [400, 426].includes(statusOf(facts) ?? 0) &&
      !saysMissing(facts) &&
      proxy === undefined &&
      facts.proxyPage === undefined &&
      facts.flips.length === 0
    )
      return {
        sure: 'possible',
        why: `This path is known, and answers the upgrade exactly as the same request without Upgrade (${sayReception(base)}): so looks one that a proxy took away.`,
        by: ['baseline', 'no Upgrade', 'control 1'],
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
