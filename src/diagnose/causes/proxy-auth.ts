import { type Cause, defineCause } from '../cause.ts';
import { fieldOf } from '../facts.ts';
import { statusIn } from '../own-words.ts';

export const proxyAuth: Cause = defineCause({
  id: 'PROXY-AUTH',
  title: 'A forward proxy wants a password',
  explain:
    '407 comes from the proxy through which this client reaches the network (HTTP_PROXY), not from the server.',
  likelihood(facts) {
    const { base } = facts;
    if (base?.kind !== 'refused' || statusIn(facts) !== 407) return undefined;
    return {
      sure: 'proven',
      why: `The answer is 407, Proxy-Authenticate: ${fieldOf(base.outcome.headers, 'proxy-authenticate') ?? 'nothing'}.`,
      by: ['baseline'],
    };
  },
  advice: () => ({
    sentence: 'A forward proxy on the way wants to know who you are; the server was not asked.',
    fix: [
      'Give the client the name and password for the proxy, or take this host out of it (NO_PROXY, the settings of the browser).',
    ],
  }),
});
