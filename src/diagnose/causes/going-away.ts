import { type Cause, defineCause } from '../cause.ts';
import { sayReception } from '../words.ts';

export const goingAway: Cause = defineCause({
  id: 'GOING-AWAY',
  title: 'The server is going down, or restarts',
  explain:
    '1001 (going away) and 1012 (service restart) say that the server ends all connections: a deployment, a reload, a shutdown, sometimes an idle limit.',
  likelihood({ base, flips }) {
    if (base?.kind !== 'closed' || base.close.how !== 'close-frame' || flips.length > 0) return undefined;
    if (base.close.code !== 1001 && base.close.code !== 1012) return undefined;
    return { sure: 'proven', why: `The server says so itself: ${sayReception(base)}.`, by: ['baseline'] };
  },
  advice: ({ base }) => ({
    sentence: `The server accepts and closes at once with ${base?.kind === 'closed' ? base.close.code : ''}: it says that it ${base?.kind === 'closed' && base.close.code === 1012 ? 'restarts' : 'is going away'}.`,
    fix: [
      'Wait and connect again, a little later after each attempt: this close is meant to be followed by another attempt.',
      'Does it not end? Then the server restarts again and again, or its load balancer still sends to one that is shutting down.',
    ],
  }),
});
