import { type Cause, defineCause } from '../cause.ts';
import type { Facts } from '../facts.ts';
import { saysCrossOrigin } from '../own-words.ts';
import { isLoopback, ownOrigin } from '../subject.ts';
import { sayReception } from '../words.ts';

/** Refused with the very origin of the URL's own host, and open without Origin. */
export function isHostRewritten({ subject, flips, refused, base }: Facts): boolean {
  if (!refused || base?.kind !== 'refused' || subject.origin !== ownOrigin(subject.place)) return false;
  return flips.some(({ aim }) => aim.change.origin === null && Object.keys(aim.change).length === 1);
}

/**
 * Nothing seems to stand between: the server is on this machine, and names neither a proxy nor Host. Then it rather has
 * a list of pages that its own address is not on, as a backend has that is developed beside its frontend.
 */
export function isDirect(facts: Facts): boolean {
  return isLoopback(facts.subject.place.host) && facts.proxy === undefined && !saysCrossOrigin(facts);
}

export const hostRewrite: Cause = defineCause({
  id: 'HOST-REWRITE',
  title: 'A proxy changes Host, and the server compares Origin with it',
  explain:
    'Many servers let a page in whose Origin has the host of the request itself (tornado, gorilla, Phoenix, Spring). A proxy that puts its own name into Host makes every page a foreign one.',
  likelihood(facts) {
    const { flips, base, proxy } = facts;
    if (!isHostRewritten(facts) || base === undefined) return undefined;
    const flip = flips.find(({ aim }) => aim.change.origin === null);
    return {
      sure: saysCrossOrigin(facts) ? 'proven' : isDirect(facts) ? 'possible' : 'likely',
      why: `Origin ${facts.subject.origin} is the origin of this very host, and gets ${sayReception(base)}; without Origin it is accepted${proxy === undefined ? '' : `. ${proxy.server} stands in front`}.`,
      by: ['baseline', ...(flip === undefined ? [] : [flip.probe.id])],
      tell: 'Log the header Host on the server: is it the one of the URL?',
    };
  },
  advice: ({ proxy }) => ({
    sentence: `The page has the host of the URL, and the server still takes it for a foreign one: what it sees as Host is another name, so ${proxy?.server ?? 'a proxy on the way'} has changed it.`,
    fix: [
      'nginx: proxy_set_header Host $http_host;   ($host drops the port)   Apache: ProxyPreserveHost On',
      'Or name the page to the server (tornado: check_origin; gorilla: CheckOrigin; coder: OriginPatterns).',
    ],
  }),
});
