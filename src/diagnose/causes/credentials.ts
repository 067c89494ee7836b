import { type Cause, defineCause } from '../cause.ts';
import { httpIn, receptionIn } from '../evidence.ts';
import { type Facts, fieldOf } from '../facts.ts';
import { jwtTimes } from '../jwt-claims.ts';
import { rulesFor } from '../knowledge.ts';
import { credentialParameters, shownValues } from '../openings.ts';
import { sayReception } from '../words.ts';
import { needed } from './route.ts';

/** s since 1970, by the server's own clock where it tells it. */
function serverTime({ evidence, subject }: Facts): number {
  for (const entry of evidence.entries) {
    const reception = receptionIn(entry);
    const headers =
      httpIn(entry)?.headers ?? (reception?.kind === 'refused' ? reception.outcome.headers : undefined);
    const date = headers === undefined ? undefined : Date.parse(fieldOf(headers, 'date') ?? '');
    if (date !== undefined && !Number.isNaN(date)) return date / 1000;
  }
  return subject.now / 1000;
}

/** Seconds since the shown token expired, or until it is good; `undefined` where it is good, or says nothing. */
function outOfTime(facts: Facts): { readonly what: 'expired' | 'early'; readonly by: number } | undefined {
  const now = serverTime(facts);
  for (const value of shownValues(facts.subject)) {
    const times = jwtTimes(value);
    if (times?.exp !== undefined && times.exp <= now)
      return { what: 'expired', by: Math.round(now - times.exp) };
    if (times?.nbf !== undefined && times.nbf > now)
      return { what: 'early', by: Math.round(times.nbf - now) };
  }
  return undefined;
}

function showsOne({ subject }: Facts): boolean {
  return shownValues(subject).length > 0 || credentialParameters(subject).length > 0;
}

/** Refused in a way that can be about a credential. */
function isRefusal({ refused, base }: Facts): boolean {
  if (!refused || base === undefined) return false;
  if (base.kind === 'closed') return [1008, 3000, 3003, 4001, 4003, 4401, 4403].includes(base.close.code);
  return base.kind === 'refused' && [400, 401, 403, 404, 500].includes(base.outcome.status);
}

/** The fresh credential that opened the target, where it is what it took. */
function openedBy({
  flips,
}: Facts): { readonly id: string; readonly owner: string; readonly role?: string } | undefined {
  const flip = flips.find(({ aim }) => aim.change.credential !== undefined && aim.change.credential !== null);
  const credential = flip?.aim.change.credential;
  if (flip === undefined || !needed(flips, 'credential')) return undefined;
  if (credential === undefined || credential === null || credential === 'garbage') return undefined;
  return { id: flip.probe.id, ...credential };
}

function saysUnauthorized({ base }: Facts): boolean {
  if (base?.kind === 'refused')
    return (
      base.outcome.status === 401 ||
      /not authenticated|unauthorized|invalid token|missing token/i.test(base.outcome.body)
    );
  return base?.kind === 'closed' && [3000, 4401].includes(base.close.code);
}

function carrierOf({ subject }: Facts): string {
  const [scheme] = rulesFor(subject)?.handshake.credentials[0]?.anyOf ?? [];
  switch (scheme?.carrier.in) {
    case 'query':
      return `the query parameter "${scheme.carrier.name}"`;
    case 'cookie':
      return `the cookie "${scheme.carrier.name}"`;
    case 'header':
      return `the header "${scheme.carrier.name}"`;
    case 'authorization':
      return 'the header Authorization';
    case 'subprotocol':
      return 'one of the subprotocols';
    default:
      return 'the place where the server looks for it';
  }
}

export const authExpired: Cause = defineCause({
  id: 'AUTH-EXPIRED',
  title: 'The token has expired',
  explain: 'A token is good for some time. After that, every attempt with the same token fails.',
  likelihood(facts) {
    if (!isRefusal(facts)) return undefined;
    const late = outOfTime(facts);
    if (late === undefined) return undefined;
    const by = openedBy(facts);
    const when =
      late.what === 'expired' ? `expired ${sayTime(late.by)} ago` : `is good only in ${sayTime(late.by)}`;
    return {
      sure: by === undefined ? 'likely' : 'proven',
      why: `The token that was sent ${when}, by the server's clock${by === undefined ? '' : `; with a fresh one the same handshake is accepted`}.`,
      by: ['baseline', ...(by === undefined ? [] : [by.id])],
    };
  },
  advice(facts) {
    const late = outOfTime(facts);
    return {
      sentence: `The token was good once; it ${late?.what === 'early' ? `is not good yet (in ${sayTime(late.by)})` : `expired ${sayTime(late?.by ?? 0)} before this handshake`}.`,
      fix: [
        'Fetch a new token before every attempt to connect, also when reconnecting: never reuse the one of the first time.',
        'If the token is young, compare the clocks of both machines.',
        'Before accept a server can only answer with an HTTP status; accept and close with 4401 tells the client why.',
      ],
    };
  },
});

export const authMissing: Cause = defineCause({
  id: 'AUTH-MISSING',
  title: 'No credential was sent',
  explain: 'The server wants to know who connects: a token in the URL, a cookie, or a header.',
  likelihood(facts) {
    if (!isRefusal(facts) || showsOne(facts)) return undefined;
    const by = openedBy(facts);
    if (by !== undefined)
      return {
        sure: 'proven',
        why: `No credential was sent; with a fresh one in ${carrierOf(facts)} the same handshake is accepted.`,
        by: ['baseline', by.id],
      };
    const needs = (rulesFor(facts.subject)?.handshake.credentials ?? []).length > 0;
    if (saysUnauthorized(facts))
      return {
        sure: 'likely',
        why: `The server says so itself: ${facts.base === undefined ? '' : sayReception(facts.base)}.`,
        by: ['baseline'],
      };
    if (!needs || facts.endpoint === undefined || facts.flips.length > 0) return undefined;
    return {
      sure: 'possible',
      why: `The document demands a credential in ${carrierOf(facts)}, and none was sent.`,
      by: ['baseline'],
      tell: 'Give one that is good: --credential scheme=value.',
    };
  },
  advice: (facts) => ({
    sentence: `The server lets nobody in without a credential, and this handshake carries none. It belongs into ${carrierOf(facts)}.`,
    fix: [
      'Fetch a token before every attempt, and send it there.',
      'A browser page cannot set headers on a WebSocket: cookie, query or subprotocol only.',
      'Cookies: page and WebSocket must have the same host name (localhost and 127.0.0.1 are two), or SameSite=None; Secure.',
    ],
  }),
});

export const authInvalid: Cause = defineCause({
  id: 'AUTH-INVALID',
  title: 'The credential is not good',
  explain:
    'A credential was sent, in time by its own word, and the server does not take it: forged, of another audience, or revoked.',
  likelihood(facts) {
    if (!isRefusal(facts) || !showsOne(facts) || outOfTime(facts) !== undefined) return undefined;
    const by = openedBy(facts);
    if (by !== undefined)
      return {
        sure: 'proven',
        why: 'With a fresh credential the same handshake is accepted; with the one that was sent it is refused.',
        by: ['baseline', by.id],
      };
    if (saysUnauthorized(facts))
      return {
        sure: 'likely',
        why: `The server says so itself: ${facts.base === undefined ? '' : sayReception(facts.base)}.`,
        by: ['baseline'],
      };
    return {
      sure: 'possible',
      why: 'A credential was sent; whether it is good nobody can see from outside.',
      by: ['baseline'],
      tell: 'Try one that is known to be good: --credential scheme=value.',
    };
  },
  advice: (facts) => ({
    sentence: `The server does not accept the credential that was sent in ${carrierOf(facts)}.`,
    fix: [
      'Is it the token for the WebSocket, and not that of the HTTP API (another audience or scope)?',
      'Was it cut, encoded twice, or signed with the key of another environment?',
    ],
  }),
});

export const authRole: Cause = defineCause({
  id: 'AUTH-ROLE',
  title: 'The credential is good, but its role may not connect',
  explain: 'Only some roles may open this endpoint.',
  likelihood(facts) {
    const { base } = facts;
    const by = openedBy(facts);
    const roles = rulesFor(facts.subject)?.handshake.roles?.value;
    if (isRefusal(facts) && by?.role !== undefined && roles !== undefined && showsOne(facts))
      return {
        sure: 'likely',
        why: `With a credential of the role ${by.role} it is accepted, and the document lets only ${roles.join(', ')} in.`,
        by: ['baseline', by.id],
      };
    if (base?.kind === 'closed' && [3003, 4403].includes(base.close.code))
      return {
        sure: 'likely',
        why: `The server closes with ${base.close.code} (forbidden).`,
        by: ['baseline'],
      };
    if (
      base?.kind === 'refused' &&
      /not enough permissions|insufficient|forbidden for role/i.test(base.outcome.body)
    )
      return { sure: 'likely', why: `The server says so itself: ${sayReception(base)}.`, by: ['baseline'] };
    return undefined;
  },
  advice: () => ({
    sentence: 'The server knows who you are, and this role may not connect here.',
    fix: ['Connect as a user of an allowed role, or allow this one on the server.'],
  }),
});

function sayTime(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
