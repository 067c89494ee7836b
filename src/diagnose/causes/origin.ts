import { type Cause, defineCause, type Likelihood } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { allowedOrigins } from '../knowledge.ts';
import { discoveredOrigins } from '../plan/discovered-origins.ts';
import { FOREIGN } from '../plan/talk.ts';
import { passes } from '../reception.ts';
import { CORS_BELIEF, isAsgi, sayReception, triedOrigins } from '../words.ts';
import { needed } from './route.ts';

/** The Origin that opened the target, where the Origin is what it took. */
function openedBy({
  flips,
  refused,
}: Facts): { readonly origin: string | null; readonly id: string; readonly alone: boolean } | undefined {
  const flip = flips.find(({ aim }) => aim.change.origin !== undefined);
  if (!refused || flip === undefined || !needed(flips, 'origin')) return undefined;
  return {
    origin: flip.aim.change.origin ?? null,
    id: flip.probe.id,
    alone: Object.keys(flip.aim.change).length === 1,
  };
}

function fixes(facts: Facts, page: string): readonly string[] {
  if (isAsgi(facts))
    return [
      `ALLOWED = {"${page}"}`,
      'if websocket.headers.get("origin") not in ALLOWED:',
      '    await websocket.close(1008); return        # before accept: the client gets 403',
      'Compare exactly: scheme, host and port, without a slash at the end.',
    ];
  switch (facts.server?.server) {
    case 'Django Channels on daphne':
      return [`ALLOWED_HOSTS, or OriginValidator(app, ["${page}"]), must name it.`];
    case 'tornado':
      return [`def check_origin(self, origin): return origin == "${page}"`];
    case 'Node ws':
      return [`In verifyClient or the upgrade handler, compare req.headers.origin with "${page}".`];
    case 'Go gorilla/websocket':
      return [`Upgrader.CheckOrigin: r.Header.Get("Origin") == "${page}"`];
    case 'Go coder/websocket':
      return [`AcceptOptions{OriginPatterns: []string{"${page.replace(/^https?:\/\//, '')}"}}`];
    case 'Rails ActionCable':
      return [`config.action_cable.allowed_request_origins = ["${page}"]`];
    default:
      return [
        `Add ${page} exactly (scheme, host, port, no slash) to the list that the WebSocket handler checks.`,
      ];
  }
}

/** No Origin opened it: it is ruled out where one that is known to be allowed was among them, and possible else. */
function untold(facts: Facts): Likelihood | undefined {
  const { base, paths, subject } = facts;
  const known = allowedOrigins(subject) ?? discoveredOrigins(facts);
  const tried = triedOrigins(facts);
  const allowed = known.find((origin) => tried.includes(origin) || origin === subject.origin);
  if (allowed !== undefined)
    return {
      sure: 'ruled-out',
      why: `Origin ${allowed}, which the server or the document allows, gets the same answer.`,
    };
  if (tried.length === 0 || paths.length > 0) return undefined;
  if (base?.kind !== 'refused' || ![400, 401, 403, 404].includes(base.outcome.status)) return undefined;
  return {
    sure: 'possible',
    why: `Which Origin is allowed is not known here; ${tried.join(', ')} made no difference.`,
    by: ['baseline'],
    tell: 'Give the origin of the page that is meant to connect: --origin, or the document with --document.',
  };
}

function belief(facts: Facts): readonly string[] {
  return isAsgi(facts)
    ? [`${CORS_BELIEF} What refuses here is a check of the handler's own, or of a middleware or proxy.`]
    : [];
}

function why(facts: Facts, id: string): string {
  const control = entriesOf(facts.evidence, 'variation-control')[0];
  const reception = receptionIn(control);
  const at =
    reception === undefined || passes(reception)
      ? ''
      : ` The same Origin does not open a random path (${sayReception(reception)}).`;
  const flip = facts.flips.find(({ probe }) => probe.id === id);
  const more = Object.keys(flip?.aim.change ?? {}).filter((name) => name !== 'origin');
  return `The same handshake with ${id} is accepted${more.length === 0 ? '' : ` (with the ${more.join(' and ')} beside it)`}; ${facts.subject.origin === undefined ? 'without Origin' : `with Origin ${facts.subject.origin}`} it is refused.${at}`;
}

export const originMissing: Cause = defineCause({
  id: 'ORIGIN-MISSING',
  title: 'The server wants an Origin, and none was sent',
  explain: 'Browsers always send Origin; scripts and test clients send none unless they are told to.',
  likelihood(facts) {
    const { subject, refused, flips } = facts;
    const by = openedBy(facts);
    if (subject.origin !== undefined) return undefined;
    if (by === undefined) return refused && flips.length === 0 ? untold(facts) : undefined;
    return { sure: 'proven', why: why(facts, by.id), by: ['baseline', by.id] };
  },
  advice(facts) {
    const by = openedBy(facts);
    return {
      sentence: `The server takes no handshake without an Origin header, and this client sends none. With Origin ${by?.origin} it connects.`,
      fix: [
        `Send it. Python websockets: connect(url, origin="${by?.origin}") (before 10.4: extra_headers={"Origin": …}). Node ws: new WebSocket(url, { origin: "${by?.origin}" })`,
        'A browser sends it by itself; there it must be the origin of the page that the server allows.',
        'Or let the server accept clients without Origin, if it has another check for them.',
      ],
      corrections: belief(facts),
    };
  },
});

export const originDenied: Cause = defineCause({
  id: 'ORIGIN-DENIED',
  title: 'The server does not allow this Origin',
  explain: 'The handshake names the origin of the page. The server has a list, and this one is not on it.',
  likelihood(facts) {
    const { subject, refused, flips } = facts;
    if (subject.origin === undefined) return undefined;
    const by = openedBy(facts);
    if (by === undefined) return refused && flips.length === 0 ? untold(facts) : undefined;
    return { sure: 'proven', why: why(facts, by.id), by: ['baseline', by.id] };
  },
  advice(facts) {
    const by = openedBy(facts);
    const page = facts.subject.origin ?? '';
    const allowed = by?.origin === null ? 'a handshake without Origin' : `Origin ${by?.origin}`;
    return {
      sentence: `The server refuses Origin ${page}. It accepts ${allowed}.`,
      fix: fixes(facts, page),
      corrections: belief(facts),
    };
  },
});

export const originUnchecked: Cause = defineCause({
  id: 'ORIGIN-UNCHECKED',
  title: 'Pages of any other site may connect, too',
  explain:
    'A browser sends cookies with every WebSocket, whatever page opens it. Without a check of Origin any page can speak in its visitor’s name (cross-site WebSocket hijacking).',
  likelihood({ refused, base, evidence, subject }) {
    if (refused || base === undefined || allowedOrigins(subject) === undefined) return undefined;
    const foreign = entriesOf(evidence, 'variation').find(({ aim }) => aim.change.origin === FOREIGN);
    if (foreign === undefined) return undefined;
    if (!passes(receptionIn(foreign))) return { sure: 'ruled-out', why: `${FOREIGN} is refused.` };
    return {
      sure: 'proven',
      why: `The document allows ${allowedOrigins(subject)?.join(', ')} only, and ${FOREIGN} is accepted.`,
      by: [foreign.probe.id],
    };
  },
  advice: (facts) => ({
    sentence:
      'The connection works, but for everybody: a page of any other site is accepted as well, though the document names who may connect.',
    fix: fixes(facts, allowedOrigins(facts.subject)?.[0] ?? ''),
    corrections: isAsgi(facts) || facts.server === undefined ? [CORS_BELIEF] : [],
  }),
});
