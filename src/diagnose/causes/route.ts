import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { declaredPaths, rulesFor } from '../knowledge.ts';
import { shownValues } from '../openings.ts';
import { CORS_BELIEF, hasCors, isAsgi, sameAsRandom, sayReception, target, triedOrigins } from '../words.ts';

/** The path that opened, of those that were tried. */
function opened({
  paths,
}: Facts): { readonly path: string; readonly declared: boolean; readonly id: string } | undefined {
  const [entry] = paths;
  return entry === undefined
    ? undefined
    : { path: entry.aim.path, declared: entry.aim.declared, id: entry.probe.id };
}

function isControlOpen({ controls }: Facts): boolean {
  return controls.some((control) => control.kind === 'open');
}

/** Does the document say that the URL's path is one of its endpoints? */
function isDeclared({ endpoint }: Facts): boolean {
  return endpoint !== undefined && endpoint.absent === undefined;
}

function tried({ evidence }: Facts): readonly string[] {
  return entriesOf(evidence, 'path').map(({ aim }) => aim.path);
}

export const wrongPath: Cause = defineCause({
  id: 'WRONG-PATH',
  title: 'The WebSocket is at another path',
  explain: 'The server has a WebSocket, but not at this path.',
  likelihood(facts) {
    const there = opened(facts);
    if (!facts.refused || there === undefined || isControlOpen(facts) || isDeclared(facts)) return undefined;
    return {
      sure: 'proven',
      why: `${there.path} is accepted, ${facts.subject.path} is refused, and ${facts.controls.length} random paths are refused in the same way.`,
      by: ['baseline', 'control 1', there.id],
    };
  },
  advice(facts) {
    const there = opened(facts);
    const because = there?.declared === true ? `, as ${facts.subject.contract?.file} says` : '';
    return {
      sentence: `There is no WebSocket at ${facts.subject.path}. It is at ${there?.path}${because}.`,
      fix: [
        `Change the client's URL to ${facts.subject.place.protocol}://${facts.subject.place.host}:${facts.subject.place.port}${there?.path}`,
        ...(isAsgi(facts)
          ? [`or register the other path too: app.add_api_websocket_route("${facts.subject.path}", handler)`]
          : []),
      ],
      corrections: corrections(facts),
    };
  },
});

export const noRoute: Cause = defineCause({
  id: 'NO-ROUTE',
  title: 'The server has no WebSocket route at this path',
  explain:
    'The server is up, and nobody has registered a WebSocket there. Starlette and FastAPI answer that with 403, other servers with 404 or 400, or they just hang up.',
  likelihood(facts) {
    const { base, refused, alike, flips, paths, asPlain } = facts;
    if (!refused || base === undefined || base.kind === 'unreached' || base.kind === 'silent')
      return undefined;
    if (alike === undefined || base.kind !== 'refused' || base.outcome.status === 401) return undefined;
    if (!alike && asPlain !== true)
      return {
        sure: 'ruled-out',
        why: 'Random paths beside it are answered otherwise: this one is known to the server.',
      };
    if (flips.length > 0) return { sure: 'ruled-out', why: `It opens with ${flips[0]?.probe.id}.` };
    if (isWebsocketless(facts) || isOwnDecision(base.outcome.status)) return undefined;
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
    const asksForMore = lacksCredential(facts);
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
      fix: isAsgi(facts)
        ? [
            `@app.websocket("${subject.path}")  on the very app that uvicorn loads,`,
            'or app.include_router(router, prefix=…): mind the prefix, and that the line is there and not commented out.',
            'A trailing slash counts: Starlette redirects HTTP, never a WebSocket.',
            'Restart the server: is it the code that you look at?',
          ]
        : [
            'Register a WebSocket at this path in the server that listens there, or correct the path in the client.',
          ],
      corrections: corrections(facts),
    };
  },
});

/** On ASGI nothing tells a route that closes before accept from none; elsewhere a refusal of its own tells that there is one. */
export const refusedByHandler: Cause = defineCause({
  id: 'REFUSED-BY-HANDLER',
  title: 'The route exists, and its code refuses you',
  explain:
    'The handler, or a dependency of it, closes before it accepts: a credential, a role, a parameter or a limit that was not met.',
  likelihood(facts) {
    const { base, refused, alike, flips, paths, asPlain } = facts;
    if (!refused || base === undefined || flips.length > 0 || asPlain === true) return undefined;
    if (base.kind !== 'refused') return undefined;
    if (base.outcome.status >= 500 || isOwnDecision(base.outcome.status)) return undefined;
    if (alike === false)
      return {
        sure: 'likely',
        why: `Random paths beside it are answered otherwise, so this path is known: ${sayReception(base)} is its own answer.`,
        by: ['baseline', 'control 1'],
      };
    if (alike !== true || !isAsgi(facts) || paths.length > 0) return undefined;
    return {
      sure: 'possible',
      why: 'On ASGI servers a handler that closes before it accepts gives byte for byte the same answer as no route.',
      by: ['baseline', 'control 1'],
      tell:
        facts.subject.contract === undefined
          ? 'Give what the handler may want: --origin, --credential, or the AsyncAPI document with --document.'
          : shownValues(facts.subject).length === 0
            ? 'Give a credential that is known to be good: --credential.'
            : 'Log the reason on the server before it closes.',
    };
  },
  advice: ({ base, subject }) => ({
    sentence: `The server knows ${subject.path} and refuses this client (${base === undefined ? '' : sayReception(base)}): a check in the handler is not met.`,
    fix: [
      'Say on the server why it refuses, in its log. Before accept no close code reaches the client: it becomes an HTTP status.',
      'FastAPI: accept first and close with 4401 or 4403, or raise HTTPException(status_code=401) (Starlette 0.41 and later).',
    ],
  }),
});

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

function isWebsocketless({ asPlain }: Facts): boolean {
  return asPlain === true;
}

/** Statuses that say by themselves what they are about. */
function isOwnDecision(status: number): boolean {
  return (
    status === 429 || (status >= 300 && status < 400) || [405, 407, 426, 500, 502, 503, 504].includes(status)
  );
}

export function corrections(facts: Facts): readonly string[] {
  const { base } = facts;
  if (base?.kind !== 'refused' || base.outcome.status !== 403) return [];
  return isAsgi(facts) || hasCors(facts) ? [CORS_BELIEF] : [];
}

export const absentByContract: Cause = defineCause({
  id: 'ABSENT-BY-CONTRACT',
  title: 'There is no WebSocket here, and there is not meant to be one',
  explain: 'The document says that this endpoint must not exist, and what clients use instead.',
  likelihood({ endpoint, refused, base, alike, evidence }) {
    if (endpoint?.absent === undefined || !refused || base === undefined || base.kind === 'unreached')
      return undefined;
    const works = entriesOf(evidence, 'companion').find(
      (entry) =>
        endpoint.absent?.value.fallback.includes(entry.aim.id) === true &&
        entry.answer.via === 'http' &&
        entry.answer.record.outcome.kind === 'answered' &&
        entry.answer.record.outcome.status < 300,
    );
    return {
      sure: alike === true ? 'proven' : 'likely',
      why: `The document marks it as absent, and it is answered ${alike === true ? 'as random paths are' : `with ${sayReception(base)}`}.${works === undefined ? '' : ` The fallback works: ${works.probe.id} is answered.`}`,
      by: ['baseline', 'control 1', ...(works === undefined ? [] : [works.probe.id])],
    };
  },
  advice(facts) {
    const { subject, endpoint } = facts;
    const fallback = (subject.contract?.companions ?? [])
      .filter(({ id }) => endpoint?.absent?.value.fallback.includes(id) === true)
      .map(({ method, address }) => `${method} ${address}`);
    return {
      sentence: `The backend has no WebSocket at ${subject.path}, and ${subject.contract?.file} says that it has none: it is the client that must not knock there.`,
      fix: [
        `Take the WebSocket out of the client${fallback.length === 0 ? '' : `, and use ${fallback.join(', ')}`}.`,
        'A client that retries for ever fills the log with 403 and hides it from nobody.',
      ],
      corrections: corrections(facts),
    };
  },
});

export const shouldBeAbsent: Cause = defineCause({
  id: 'SHOULD-BE-ABSENT',
  title: 'A WebSocket that must not exist answers',
  explain: 'The document marks this endpoint as absent.',
  likelihood({ endpoint, refused, base }) {
    if (endpoint?.absent === undefined || refused || base === undefined) return undefined;
    return {
      sure: 'proven',
      why: 'The document marks it as absent, and the handshake is accepted.',
      by: ['baseline'],
    };
  },
  advice: ({ subject }) => ({
    sentence: `${subject.path} accepts WebSockets, though ${subject.contract?.file} says that there is none.`,
    fix: ['Take the route out of the server, or absent: true out of the document.'],
  }),
});

/** Every declared path is refused: then the whole of the WebSocket code is missing. */
export function allDeclaredRefused(facts: Facts): boolean {
  const declared = declaredPaths(facts.subject).map(({ path }) => path);
  const refusedPaths = entriesOf(facts.evidence, 'path').filter(
    (entry) => entry.aim.declared && receptionIn(entry)?.kind === 'refused',
  );
  return declared.length > 1 && facts.paths.length === 0 && refusedPaths.length > 0;
}

export const badQuery: Cause = defineCause({
  id: 'BAD-QUERY',
  title: 'A query parameter is missing or wrong',
  explain:
    'The handler demands query parameters. FastAPI refuses a handshake without them with the 403 of an unknown path.',
  likelihood({ flips, refused }) {
    if (!refused) return undefined;
    const [flip] = flips;
    if (flip?.aim.change.query !== true || !needed(flips, 'query')) return undefined;
    return {
      sure: 'proven',
      why: `With the required query parameters the same handshake is accepted.`,
      by: ['baseline', flip.probe.id],
    };
  },
  advice: ({ flips }) => ({
    sentence: `A required query parameter is missing: ${flips[0]?.probe.sent.split(',')[0] ?? ''} is accepted.`,
    fix: ['Add the parameters that the document requires to the URL.'],
  }),
});

/** Is the factor needed? Alone it opened; or, of several together, everything but it did not open. */
export function needed(
  flips: Facts['flips'],
  name: 'origin' | 'credential' | 'query' | 'subprotocols',
): boolean {
  return flips.every(({ aim }) => aim.change[name] !== undefined);
}

export function pathAndQuery(facts: Facts): string {
  return target(facts.subject);
}
