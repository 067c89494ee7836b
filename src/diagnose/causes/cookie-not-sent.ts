import { headerValue } from '../../rules/credential-value.ts';
import { type Cause, defineCause } from '../cause.ts';
import { isRefusal, openedBy } from '../credential-facts.ts';
import type { Facts } from '../facts.ts';
import { rulesFor } from '../knowledge.ts';

/** The host of the page, where it is another one than the URL's. Ports do not count: cookies do not know them (RFC 6265 §8.5). */
function otherHost({ subject }: Facts): string | undefined {
  const host = /^https?:\/\/(\[[^\]]*\]|[^:/]*)/.exec(subject.origin ?? '')?.[1]?.replace(/^\[|\]$/g, '');
  return host === undefined || host === subject.place.host ? undefined : host;
}

function wantsCookie({ subject }: Facts): boolean {
  return (rulesFor(subject)?.handshake.credentials ?? []).some(({ anyOf }) =>
    anyOf.some(({ carrier }) => carrier.in === 'cookie'),
  );
}

export const cookieNotSent: Cause = defineCause({
  id: 'COOKIE-NOT-SENT',
  title: 'The browser does not send the cookie to this host',
  explain:
    'A cookie belongs to the host name that set it. localhost and 127.0.0.1 are two names; a page of another site sends only SameSite=None; Secure cookies.',
  likelihood(facts) {
    const host = otherHost(facts);
    if (!isRefusal(facts) || host === undefined || !wantsCookie(facts)) return undefined;
    if (headerValue(facts.subject.headers, 'cookie') !== undefined || facts.subject.credentials.length > 0)
      return undefined;
    const by = openedBy(facts);
    return {
      sure: by === undefined ? 'likely' : 'proven',
      why: `The document wants a cookie; the page is on ${host}, the WebSocket on ${facts.subject.place.host}: a cookie of the one is not sent to the other${by === undefined ? '' : '; with the cookie added by hand it opens'}.`,
      by: ['baseline', ...(by === undefined ? [] : [by.id])],
      tell: "Look into the browser's Network tab, at the request headers of the WebSocket: is Cookie there?",
    };
  },
  advice: (facts) => ({
    sentence: `The server knows its users by a cookie, and no cookie comes: the page is on ${otherHost(facts)}, and the URL says ${facts.subject.place.host}, which is another host to a browser.`,
    fix: [
      `Use the host name of the page in the URL: ${facts.subject.place.protocol}://${otherHost(facts)}:${facts.subject.place.port}${facts.subject.path}`,
      'Or set the cookie with SameSite=None; Secure (https only), or hand out a token for the query instead.',
    ],
  }),
});
