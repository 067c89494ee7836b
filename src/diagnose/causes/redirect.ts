import { type Cause, defineCause } from '../cause.ts';
import { fieldOf, type HttpFact } from '../facts.ts';

/** Starlette's HTTPSRedirectMiddleware before 0.28 has a redirect for HTTP, and an exception for a WebSocket. */
function forcesHttps({ status, headers }: HttpFact): boolean {
  return status >= 300 && status < 400 && (fieldOf(headers, 'location') ?? '').startsWith('https://');
}

export const redirect: Cause = defineCause({
  id: 'REDIRECT',
  title: 'The server sends you elsewhere',
  explain: 'A redirect. Browsers and most clients never follow one for a WebSocket.',
  likelihood({ base, get }) {
    if (base?.kind === 'refused' && base.outcome.status === 500 && get !== undefined && forcesHttps(get))
      return {
        sure: 'likely',
        why: `Plain HTTP is sent to ${fieldOf(get.headers, 'location')}, and WebSockets get 500 on every path: a middleware that redirects everything, and knows HTTP only.`,
        by: ['baseline', get.id],
        tell: `Ask with wss://, or without that middleware.`,
      };
    if (base?.kind !== 'refused' || base.outcome.status < 300 || base.outcome.status >= 400) return undefined;
    return {
      sure: 'proven',
      why: `The answer is ${base.outcome.status} with Location: ${fieldOf(base.outcome.headers, 'location') ?? 'nothing'}.`,
      by: ['baseline'],
    };
  },
  advice({ base, get }) {
    const location =
      (base?.kind === 'refused' ? fieldOf(base.outcome.headers, 'location') : undefined) ??
      (get === undefined ? undefined : fieldOf(get.headers, 'location')) ??
      '';
    const login = /log-?in|sign-?in|auth/i.test(location);
    return {
      sentence: login
        ? `The server sends this client to its login page (${location}): it does not know the session.`
        : `The server sends the client to ${location}, and no browser follows a redirect for a WebSocket.`,
      fix: login
        ? ['Log in first, and see that the session cookie is sent: same host name, SameSite, Secure.']
        : [
            `Use ${location.replace(/^http/, 'ws')} as the URL: often only a slash at the end, or wss instead of ws.`,
          ],
    };
  },
});
