import { type Cause, defineCause } from '../cause.ts';
import type { Facts } from '../facts.ts';
import { isLoopback } from '../subject.ts';

/** An address of this machine or of a private network (RFC 1918, RFC 4193, RFC 3927). */
function isPrivate(host: string): boolean {
  return (
    isLoopback(host) ||
    /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:)/i.test(host)
  );
}

/** The page is of the public internet, the server of the local network. */
function isCrossing({ subject: { origin, place } }: Facts): boolean {
  const page = /^https?:\/\/(\[[^\]]*\]|[^:/]*)/.exec(origin ?? '')?.[1]?.replace(/^\[|\]$/g, '');
  if (page === undefined || !isPrivate(place.host)) return false;
  return page.includes('.') && !isPrivate(page) && !/\.(local|localhost|test|internal|lan)$/.test(page);
}

export const lna: Cause = defineCause({
  id: 'LNA',
  title: 'A browser asks before a public page reaches the local network',
  explain:
    'By rule, not by probe: Chrome 147 and later let a page of the public internet connect to this machine or a private network only with the permission of its user, and only a page of https may ask.',
  likelihood(facts) {
    if (!isCrossing(facts)) return undefined;
    const { refused, base } = facts;
    if (refused || base === undefined) return undefined;
    return {
      sure: 'possible',
      why: `The page ${facts.subject.origin} is public, and ${facts.subject.place.host} is not. From here, where no browser decides, it is accepted.`,
      by: ['baseline'],
      tell: "The browser's console says net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS.",
    };
  },
  advice: ({ subject }) => ({
    sentence: `${subject.origin} is a public page and ${subject.place.host} an address of the local network: the browser asks its user first, or refuses.`,
    fix: ['Open the page over https and grant the permission, or serve the page from the same network.'],
  }),
});
