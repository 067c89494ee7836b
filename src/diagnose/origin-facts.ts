import type { Likelihood } from './cause.ts';
import { saysUnauthorized } from './credential-facts.ts';
import { entriesOf, receptionIn } from './evidence.ts';
import type { Facts } from './facts.ts';
import { allowedOrigins } from './knowledge.ts';
import { isExplained, saysOrigin } from './own-words.ts';
import { discoveredOrigins } from './plan/discovered-origins.ts';
import { passes } from './reception.ts';
import { needed } from './route-facts.ts';
import { CORS_BELIEF, isAsgi, sayReception, triedOrigins } from './words.ts';

/** The Origin that opened the target, where the Origin is what it took. */
export function openedBy({
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

/** No Origin opened it: it is ruled out where one that is known to be allowed was among them, and possible else. */
export function untold(facts: Facts): Likelihood | undefined {
  const { asPlain, base, paths, subject } = facts;
  const known = allowedOrigins(subject) ?? discoveredOrigins(facts);
  const tried = triedOrigins(facts);
  const allowed = known.find((origin) => tried.includes(origin) || origin === subject.origin);
  if (allowed !== undefined)
    return {
      sure: 'ruled-out',
      why: `Origin ${allowed}, which the server or the document allows, gets the same answer.`,
    };
  if (base?.kind !== 'refused') return undefined;
  if (saysOrigin(facts))
    return { sure: 'likely', why: `The server says so itself: ${sayReception(base)}.`, by: ['baseline'] };
  // A credential is what the server asks for, in its own words.
  if (saysUnauthorized(facts)) return undefined;
  // Plain HTTP is answered alike, on every path: whoever refuses does not look at WebSockets, nor at their Origin.
  if (asPlain === true && (facts.alike === true || base.outcome.status === 400)) return undefined;
  if (tried.length === 0 || (paths.length > 0 && !isAsgi(facts)) || isExplained(facts)) return undefined;
  if (![400, 401, 403, 404].includes(base.outcome.status)) return undefined;
  // A 404 is for a path; only ActionCable has it for an Origin, with words of its own at the paths that it knows.
  if (base.outcome.status === 404 && facts.server?.server !== 'Rails ActionCable') return undefined;
  return {
    sure: 'possible',
    why: `Which Origin is allowed is not known here; ${tried.join(', ')} made no difference.`,
    by: ['baseline'],
    tell: 'Give the origin of the page that is meant to connect: --origin, or the document with --document.',
  };
}

export function belief(facts: Facts): readonly string[] {
  return isAsgi(facts)
    ? [`${CORS_BELIEF} What refuses here is a check of the handler's own, or of a middleware or proxy.`]
    : [];
}

export function why(facts: Facts, id: string): string {
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
