import { type Cause, defineCause } from '../cause.ts';
import { fatalBreaches } from '../reception.ts';

export const invalid101: Cause = defineCause({
  id: 'INVALID-101',
  title: 'The 101 is not a valid one',
  explain: 'A cache, a proxy or a server written by hand answers 101 without what RFC 6455 demands of it.',
  likelihood({ base }) {
    if (base?.kind !== 'open' && base?.kind !== 'closed') return undefined;
    const breaches = fatalBreaches(base.outcome).filter(({ rule }) => rule !== 'R7');
    if (breaches.length === 0) return undefined;
    return { sure: 'proven', why: breaches.map(({ message }) => message).join(' '), by: ['baseline'] };
  },
  advice: () => ({
    sentence:
      'The server answers 101, but breaks the rules of the handshake: browsers end such a connection at once.',
    fix: ['Let a WebSocket library answer the handshake, and let no cache or proxy change the answer.'],
  }),
});
