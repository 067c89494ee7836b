import { type Cause, defineCause } from '../cause.ts';
import type { Facts } from '../facts.ts';
import { isLoopback } from '../subject.ts';

/** A browser opens no ws:// from a page of https, except to the machine itself (W3C Mixed Content §4, Secure Contexts §3.1). */
function isMixed({ subject: { origin, place } }: Facts): boolean {
  return origin?.startsWith('https://') === true && place.protocol === 'ws' && !isLoopback(place.host);
}

export const mixedContent: Cause = defineCause({
  id: 'MIXED-CONTENT',
  title: 'A browser opens no ws:// from a page of https',
  explain:
    'By rule, not by probe: a page that came over https may only open wss://, except to localhost. The browser throws a SecurityError and sends nothing.',
  likelihood(facts) {
    if (!isMixed(facts)) return undefined;
    const { refused, base } = facts;
    return {
      sure: refused || base === undefined ? 'possible' : 'likely',
      why: `The page is ${facts.subject.origin}, and the URL says ws://. From here, where no browser decides, it is ${refused ? 'refused as well' : 'accepted'}.`,
      by: ['baseline'],
      tell: "The browser's console says: An insecure WebSocket connection may not be initiated from a page loaded over HTTPS.",
    };
  },
  advice: ({ subject }) => ({
    sentence: `A page of ${subject.origin} may not open ws://: the browser stops it before anything is sent. The server has no part in it.`,
    fix: [
      `Use wss://${subject.place.host}${subject.path}, and give the server (or a proxy before it) a certificate.`,
      'In the page: new WebSocket((location.protocol === "https:" ? "wss://" : "ws://") + location.host + path)',
    ],
  }),
});
