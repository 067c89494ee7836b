import { bodyOf, statusOf } from '../answer-facts.ts';
import { type Cause, defineCause } from '../cause.ts';
import { isAsgi, sayReception } from '../words.ts';

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
      };
    if (asPlain !== true || facts.proxyPage !== undefined) return undefined;
    if (![400, 404, 405, 501].includes(statusOf(facts) ?? 0) || facts.known.length > 0) return undefined;
    // The path is one of plain HTTP; of the rest of the server that says nothing.
    if (alike === false) return undefined;
    // Starlette never answers 404 to a WebSocket: this was HTTP.
    const starlette = server?.server === 'FastAPI on uvicorn' && statusOf(facts) === 404;
    const knowsNone = starlette || server?.server === 'Express' || server?.server === 'Python http.server';
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
        : facts.server?.server === 'Express'
          ? [
              'const server = http.createServer(app); new WebSocketServer({ server, path: "/ws" }); server.listen(…)',
              'server.listen, not app.listen: app.listen makes another server, which knows no WebSocket.',
            ]
          : [
              'Attach a WebSocket server to the same HTTP server that listens, or connect to the one that has it.',
            ],
  }),
});
