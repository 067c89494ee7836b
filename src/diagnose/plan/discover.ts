import { entriesOf, httpIn } from '../evidence.ts';
import { type Facts, fieldOf } from '../facts.ts';
import { allowedOrigins, askableCompanions } from '../knowledge.ts';
import { httpProbe } from '../make-probe.ts';
import type { Probe } from '../probe.ts';
import { isLoopback, ownOrigin } from '../subject.ts';
import { isDecided } from './decided.ts';
import { PAGES } from './discovered-origins.ts';

/** Most companions of the document that are asked how things are. */
const COMPANIONS = 4;

/** What the server itself tells of its routes, its origins, and its state. */
export function askDiscovery(facts: Facts): readonly Probe[] {
  const { base, refused, subject, get, getControl } = facts;
  if (!refused || base === undefined || base.kind === 'unreached') return [];
  if (get === undefined && getControl === undefined) return [];
  if (base.kind === 'silent')
    return [
      httpProbe(
        subject,
        { id: '/@vite/client', question: 'Is it a Vite development server?', aim: { of: 'vite' } },
        '/@vite/client',
      ),
    ];
  if (isDecided(facts)) return [];
  return [
    httpProbe(
      subject,
      { id: '/openapi.json', question: 'Which routes does the server say it has?', aim: { of: 'openapi' } },
      '/openapi.json',
    ),
    ...preflights(facts),
  ];
}

/** Is it Socket.IO, which may do without WebSockets? Asked where nothing opened it. */
export function askPolling(facts: Facts): readonly Probe[] {
  const { base, refused, subject, get, getControl, flips, paths } = facts;
  if (!refused || base === undefined || base.kind === 'unreached' || base.kind === 'silent') return [];
  if (flips.length > 0 || paths.length > 0 || isDecided(facts) || facts.unstable !== undefined) return [];
  if (get === undefined && getControl === undefined) return [];
  return [
    httpProbe(
      subject,
      { id: 'Socket.IO polling', question: 'Is it a Socket.IO server?', aim: { of: 'polling' } },
      '/socket.io/?EIO=4&transport=polling',
    ),
  ];
}

/** Asked last: what the document's own status pages say. */
export function askCompanions(facts: Facts): readonly Probe[] {
  const { base, refused, subject, endpoint } = facts;
  if (base === undefined || base.kind === 'unreached') return [];
  if (!refused && endpoint?.absent === undefined) return [];
  // Something opened it: no status page can add to that.
  if (facts.flips.length > 0 || (facts.paths.length > 0 && endpoint === undefined)) return [];
  if (base.kind === 'silent' || base.kind === 'not-http') return [];
  const fallback = endpoint?.absent?.value.fallback ?? [];
  return [...askableCompanions(subject.contract)]
    .sort((a, b) => Number(fallback.includes(b.id)) - Number(fallback.includes(a.id)))
    .slice(0, COMPANIONS)
    .map((companion) =>
      httpProbe(
        subject,
        {
          id: `GET ${companion.address}`,
          question: 'What does the server say of itself?',
          aim: { of: 'companion', id: companion.id },
        },
        companion.address,
      ),
    );
}

/** A preflight tells whether an Origin is allowed in HTTP; WebSocket checks are mostly made of the same list. */
function preflights({ subject, evidence }: Facts): readonly Probe[] {
  if (allowedOrigins(subject) !== undefined) return [];
  const told = entriesOf(evidence, 'preflight').some((entry) => allows(entry.aim.origin, httpIn(entry)));
  if (told) return [];
  const guesses = isLoopback(subject.place.host) ? PAGES : [ownOrigin(subject.place)];
  return [...new Set([...(subject.origin === undefined ? [] : [subject.origin]), ...guesses])].map((origin) =>
    httpProbe(
      subject,
      {
        id: `preflight ${origin}`,
        question: 'Is this Origin one that the server allows in HTTP?',
        aim: { of: 'preflight', origin },
      },
      subject.path,
      {
        method: 'OPTIONS',
        headers: [
          ['Origin', origin],
          ['Access-Control-Request-Method', 'GET'],
        ],
      },
    ),
  );
}

/** Fetch standard, CORS check: is `Access-Control-Allow-Origin` this very origin? `*` names nobody, but ends the guessing. */
function allows(origin: string, http: ReturnType<typeof httpIn>): boolean {
  const allowed = http === undefined ? undefined : fieldOf(http.headers, 'access-control-allow-origin');
  return allowed === origin || allowed === '*';
}
