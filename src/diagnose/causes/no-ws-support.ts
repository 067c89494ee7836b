import { bodyOf, statusOf } from '../answer-facts.ts';
import { type Cause, defineCause } from '../cause.ts';
import { type FixTable, fixBy } from '../fixes/by-server.ts';
import { saysMissing, saysNoUpgrade } from '../own-words.ts';
import { isAsgi, sayReception } from '../words.ts';

/** Servers that have no WebSocket of their own: an upgrade is a GET to them. */
const KNOW_NONE: ReadonlySet<string> = new Set([
  'Express',
  'Python http.server',
  'Django without Channels',
  'Flask',
]);

/** How a server of that name learns to speak WebSocket. */
const SUPPORT: FixTable = {
  Express: [
    'const server = http.createServer(app); new WebSocketServer({ server, path: "/ws" }); server.listen(…)',
    'server.listen, not app.listen: app.listen makes another server, which knows no WebSocket.',
  ],
  'Django without Channels': [
    'runserver without Channels speaks WSGI, which has no WebSockets: pip install channels daphne, "daphne" first in INSTALLED_APPS, ASGI_APPLICATION = "site.asgi.application".',
    'In production: daphne or uvicorn site.asgi:application, not gunicorn site.wsgi.',
  ],
  Flask: [
    'Flask has no WebSockets: pip install flask-sock, then @Sock(app).route("/ws"); or Flask-SocketIO with its own client.',
  ],
  'ASP.NET Core': [
    'app.UseWebSockets(); before the routes and before the middleware that handles the request.',
    'IIS: install the WebSocket Protocol feature. Behind a proxy: it has to pass Upgrade and Connection on.',
  ],
};

export const noWsSupport: Cause = defineCause({
  id: 'NO-WS-SUPPORT',
  title: 'This server knows no WebSockets',
  explain:
    'An HTTP server without WebSocket code ignores the upgrade and answers as it answers every request.',
  likelihood(facts) {
    const { asPlain, alike, paths, server, proxy, base } = facts;
    if (base?.kind !== 'refused' || paths.length > 0) return undefined;
    if (/^Unsupported upgrade request/.test(bodyOf(facts)))
      return {
        sure: 'likely',
        why: 'uvicorn says so itself (before 0.19): it has found no WebSocket library, or an upgrade to something else.',
        by: ['baseline'],
        tell: 'pip show websockets wsproto: is one of them installed where the server runs?',
      };
    if (asPlain !== true || facts.proxyPage !== undefined || saysNoUpgrade(facts)) return undefined;
    if (![400, 404, 405, 501].includes(statusOf(facts) ?? 0) || facts.known.length > 0) return undefined;
    // A path that asks for an upgrade and has seen none. ASP.NET Core without its middleware tells no handler of one.
    if (alike === false) {
      if (statusOf(facts) !== 400 || saysMissing(facts)) return undefined;
      return {
        sure: server?.server === 'ASP.NET Core' && proxy === undefined ? 'likely' : 'possible',
        why: `This path is known, and answers the upgrade exactly as the same request without it (${sayReception(base)}): nobody in this server has seen an upgrade.`,
        by: ['baseline', 'no Upgrade', 'control 1'],
        tell: 'Is the WebSocket support of this server switched on, and before the routes?',
      };
    }
    // Starlette never answers 404 to a WebSocket: this was HTTP.
    const starlette = server?.server === 'FastAPI on uvicorn' && statusOf(facts) === 404;
    const knowsNone = starlette || (server !== undefined && KNOW_NONE.has(server.server));
    return {
      sure: knowsNone && proxy === undefined ? 'likely' : 'possible',
      why: `The upgrade is answered exactly as the same request without it (${sayReception(base)})${alike === true ? ', on random paths too' : ''}.`,
      by: ['baseline', 'no Upgrade', 'control 1'],
      tell: 'Is there WebSocket code in this server at all? If there is: another path, or a proxy that strips Upgrade.',
    };
  },
  advice: (facts) => ({
    sentence:
      'What listens there answers a WebSocket as a plain HTTP request: it has no WebSocket code, or it is not loaded.',
    fix:
      facts.server?.server === 'FastAPI on uvicorn' || isAsgi(facts)
        ? ['pip install "uvicorn[standard]"   (or websockets, or wsproto), and do not start with --ws none']
        : fixBy(facts, SUPPORT, [
            'Attach a WebSocket server to the same HTTP server that listens, or connect to the one that has it.',
          ]),
  }),
});
