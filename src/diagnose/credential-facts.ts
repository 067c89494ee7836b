import { httpIn, receptionIn } from './evidence.ts';
import { type Facts, fieldOf } from './facts.ts';
import { jwtTimes } from './jwt-claims.ts';
import { rulesFor } from './knowledge.ts';
import { shownValues } from './openings.ts';
import { isExplained } from './own-words.ts';
import { needed } from './route-facts.ts';

/** s since 1970, by the server's own clock where it tells it. */
export function serverTime({ evidence, subject }: Facts): number {
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
export function outOfTime(
  facts: Facts,
): { readonly what: 'expired' | 'early'; readonly by: number } | undefined {
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

export function showsOne({ subject }: Facts): boolean {
  return shownValues(subject).length > 0;
}

/** Refused in a way that can be about a credential. */
export function isRefusal(facts: Facts): boolean {
  const { refused, base, proxyPage } = facts;
  // A proxy that asks for a password.
  if (proxyPage !== undefined && base?.kind === 'refused') return base.outcome.status === 401;
  if (!refused || base === undefined) return false;
  if (base.kind === 'closed') return [1008, 3000, 3003, 4001, 4003, 4401, 4403].includes(base.close.code);
  return (
    base.kind === 'refused' && [400, 401, 403, 404, 500].includes(base.outcome.status) && !isExplained(facts)
  );
}

/** The fresh credential that opened the target, where it is what it took. */
export function openedBy({
  flips,
}: Facts): { readonly id: string; readonly owner: string; readonly role?: string } | undefined {
  const flip = flips.find(({ aim }) => aim.change.credential !== undefined && aim.change.credential !== null);
  const credential = flip?.aim.change.credential;
  if (flip === undefined || !needed(flips, 'credential')) return undefined;
  if (credential === undefined || credential === null || credential === 'garbage') return undefined;
  return { id: flip.probe.id, ...credential };
}

export function saysUnauthorized({ base }: Facts): boolean {
  if (base?.kind === 'refused')
    return (
      base.outcome.status === 401 ||
      /not authenticated|unauthorized|invalid token|missing token/i.test(base.outcome.body)
    );
  return base?.kind === 'closed' && [3000, 4401].includes(base.close.code);
}

export function carrierOf({ subject }: Facts): string {
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

export function sayTime(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
