import { type Cause, defineCause, type Likelihood } from '../cause.ts';
import { entriesOf } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { registerRoute } from '../fixes/register-route.ts';
import { rulesFor } from '../knowledge.ts';
import { hollowParameters } from '../openings.ts';
import { isExplained } from '../own-words.ts';
import { corrections, isControlOpen, isDeclared, isOwnDecision } from '../route-facts.ts';
import { isAsgi, sameAsRandom, sayReception, triedOrigins } from '../words.ts';

function tried({ evidence }: Facts): readonly string[] {
  return entriesOf(evidence, 'path').map(({ aim }) => aim.path);
}

function lacksCredential(facts: Facts): boolean {
  const needs = (rulesFor(facts.subject)?.handshake.credentials ?? []).length > 0;
  const shown = entriesOf(facts.evidence, 'variation').some(
    ({ aim }) =>
      aim.change.credential !== undefined &&
      aim.change.credential !== null &&
      aim.change.credential !== 'garbage',
  );
  return needs && !shown;
}

/** Where these answer 404 as to a page, no WebSocket code was asked at all, or there is none. */
const OTHER_404: ReadonlySet<string> = new Set([
  'FastAPI on uvicorn',
  'an ASGI server (uvicorn, hypercorn)',
  'Express',
  'Node ws',
  'Python http.server',
  'Django without Channels',
  'Flask',
  'Vite',
]);

function asPlainAsAnywhere({ server, base, alike, paths, known }: Facts): Likelihood | undefined {
  if ((server !== undefined && OTHER_404.has(server.server)) || alike !== true) return undefined;
  if (base?.kind !== 'refused' || base.outcome.status !== 404 || paths.length + known.length > 0)
    return undefined;
  return {
    sure: 'possible',
    why: `${server === undefined ? 'On most servers' : `On ${server.server}`} a path without a WebSocket gets the 404 that every missing page gets: ${sayReception(base)}.`,
    by: ['baseline', 'control 1', 'no Upgrade'],
    tell:
      server?.server === 'Go net/http'
        ? 'Look into the routes of the server; Traefik, which is written in Go, answers alike where no router fits the host and path.'
        : 'Look into the routes of the server: is there any WebSocket?',
  };
}

/** Channels raises "No route found"; StaticFiles mounted at / fails on a WebSocket; so does a middleware. */
function everywhere500(facts: Facts): Likelihood {
  const channels = facts.server?.server === 'Django Channels on daphne';
  return {
    sure: channels ? 'likely' : 'possible',
    why: channels
      ? 'Random paths get the same 500, and this is how Channels answers a path that no route fits ("No route found for path" in its log).'
      : 'Random paths get the same 500: so a path that no route fits looks on Channels, and behind StaticFiles that is mounted at /.',
    by: ['baseline', 'control 1', 'control 2'],
    tell: 'The log of the server: "No route found for path", an AssertionError of StaticFiles, or another traceback.',
  };
}

export const noRoute: Cause = defineCause({
  id: 'NO-ROUTE',
  title: 'The server has no WebSocket route at this path',
  explain:
    'The server is up, and nobody has registered a WebSocket there. Starlette and FastAPI answer that with 403, other servers with 404 or 400, or they just hang up.',
  likelihood(facts) {
    const { base, refused, alike, flips, paths, asPlain } = facts;
    if (!refused || base === undefined || base.kind === 'unreached' || base.kind === 'silent')
      return undefined;
    if (base.kind === 'closed' && alike === true && base.close.code === 1005)
      return {
        sure: 'possible',
        why: 'It accepts and closes without a code on every path: so express-ws, gevent and @fastify/websocket answer a path that they do not know.',
        by: ['baseline', 'control 1'],
        tell: 'Look into the routes of the server.',
      };
    if (alike === undefined || base.kind !== 'refused' || base.outcome.status === 401) return undefined;
    if (isExplained(facts)) return undefined;
    if (base.outcome.status === 500 && alike) return everywhere500(facts);
    if (!alike && asPlain !== true)
      return {
        sure: 'ruled-out',
        why: 'Random paths beside it are answered otherwise: this one is known to the server.',
      };
    if (flips.length > 0) return { sure: 'ruled-out', why: `It opens with ${flips[0]?.probe.id}.` };
    if (isOwnDecision(base.outcome.status)) return undefined;
    if (asPlain === true) return asPlainAsAnywhere(facts);
    if (facts.known.length > 0 && !isDeclared(facts)) return undefined;
    if (isControlOpen(facts) || (paths.length > 0 && !isDeclared(facts))) return undefined;
    const why = [
      `${sameAsRandom(facts)}.`,
      ...(triedOrigins(facts).length === 0
        ? []
        : [`No Origin that was tried changes it (${triedOrigins(facts).join(', ')}).`]),
      ...(tried(facts).length === 0 || paths.length > 0
        ? []
        : [`None of ${tried(facts).length} likely paths opens.`]),
      ...(paths[0] === undefined ? [] : [`${paths[0].aim.path} opens on the same server.`]),
    ].join(' ');
    const asksForMore = lacksCredential(facts) || hollowParameters(facts.subject).length > 0;
    return {
      sure: asksForMore || facts.evidence.over !== undefined ? 'possible' : 'likely',
      why,
      by: ['baseline', 'control 1', 'control 2', 'GET'],
      tell: isAsgi(facts)
        ? 'On the server: python -c "from main import app; [print(r.path, type(r).__name__) for r in app.routes]"'
        : 'Look into the routes of the server.',
    };
  },
  advice(facts) {
    const { base, subject, paths } = facts;
    const got = base === undefined ? '' : sayReception(base);
    const near = paths[0] === undefined ? '' : ` The nearest that exists is ${paths[0].aim.path}.`;
    const declared = isDeclared(facts) ? `, though ${subject.contract?.file} says that there is one` : '';
    const only = isAsgi(facts)
      ? ' On FastAPI and Starlette this 403 means "no such WebSocket route" before anything else.'
      : '';
    return {
      sentence: `The server is up, but no WebSocket is registered at ${subject.path}${declared}: it gets ${got}, as any made-up path does.${only}${near}`,
      fix: registerRoute(facts, subject.path),
      corrections: corrections(facts),
    };
  },
});
