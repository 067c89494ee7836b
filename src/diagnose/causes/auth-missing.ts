import { type Cause, defineCause } from '../cause.ts';
import { carrierOf, isRefusal, openedBy, saysUnauthorized, showsOne } from '../credential-facts.ts';
import { type Facts, fieldOf } from '../facts.ts';
import { readCredential } from '../fixes/read-credential.ts';
import { rulesFor } from '../knowledge.ts';
import { hollowParameters } from '../openings.ts';
import { isAsgi, sayReception } from '../words.ts';

/** Nobody tells whether a credential is wanted: refused with 403 by a handler, or as ASGI servers refuse everything. */
function isHidden(facts: Facts): boolean {
  const { base, alike, endpoint, subject } = facts;
  if (base?.kind !== 'refused' || base.outcome.status !== 403) return false;
  if (endpoint !== undefined || subject.contract !== undefined) return false;
  return alike === false || isAsgi(facts);
}

/** RFC 7617. */
function isBasic({ base }: Facts): boolean {
  return base?.kind === 'refused' && /^basic/i.test(fieldOf(base.outcome.headers, 'www-authenticate') ?? '');
}

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
        tell: 'Give one that is good: --credential scheme=value.',
      };
    if (facts.flips.length > 0) return undefined;
    const [hollow] = hollowParameters(facts.subject);
    if (hollow !== undefined)
      return {
        sure: 'possible',
        why: `The URL has a place for a credential, and nothing in it: "${hollow}".`,
        by: ['baseline'],
        tell: 'Give one that is good: --credential scheme=value, or in the URL.',
      };
    if (isHidden(facts))
      return {
        sure: 'possible',
        why: 'No credential was sent, and whether this path wants one is not known here.',
        by: ['baseline'],
        tell: 'Give one that is good (--credential name=value, --header), or the document with --document.',
      };
    if (!needs || facts.endpoint === undefined) return undefined;
    return {
      sure: 'possible',
      why: `The document demands a credential in ${carrierOf(facts)}, and none was sent.`,
      by: ['baseline'],
      tell: 'Give one that is good: --credential scheme=value.',
    };
  },
  advice: (facts) => ({
    sentence: isBasic(facts)
      ? `${facts.proxyPage ?? 'The server'} wants a name and a password (HTTP Basic), and this handshake carries none.`
      : `The server lets nobody in without a credential, and this handshake carries none. It belongs into ${carrierOf(facts)}.`,
    fix: [
      ...hollowParameters(facts.subject).map(
        (hollow) =>
          `The URL says "${hollow}": the client connects before it has its token, or reads it under another name.`,
      ),
      ...readCredential(facts),
      'Cookies: page and WebSocket must have the same host name (localhost and 127.0.0.1 are two), or SameSite=None; Secure.',
    ],
  }),
});
