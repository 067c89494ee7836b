import { type Cause, defineCause } from '../cause.ts';
import {
  carrierOf,
  isRefusal,
  openedBy,
  outOfTime,
  saysUnauthorized,
  showsOne,
} from '../credential-facts.ts';
import { sayReception } from '../words.ts';

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
        tell: 'Try one that is known to be good: --credential scheme=value.',
      };
    if (facts.base?.kind === 'refused' && ![401, 403].includes(facts.base.outcome.status)) return undefined;
    if (facts.flips.length > 0) return undefined;
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
