import { type Cause, defineCause } from '../cause.ts';
import { saysMissing } from '../own-words.ts';
import { needed } from '../route-facts.ts';
import { sayReception } from '../words.ts';

export const badQuery: Cause = defineCause({
  id: 'BAD-QUERY',
  title: 'A query parameter is missing or wrong',
  explain:
    'The handler demands query parameters. FastAPI refuses a handshake without them with the 403 of an unknown path.',
  likelihood(facts) {
    const { flips, refused, base, alike } = facts;
    if (!refused) return undefined;
    if (flips.length === 0 && base !== undefined && alike === false && saysMissing(facts))
      return {
        sure: 'likely',
        why: `The server says so itself: ${sayReception(base)}.`,
        by: ['baseline', 'control 1'],
        tell: 'Add the parameter that is named to the URL, and ask again.',
      };
    const [flip] = flips;
    if (flip?.aim.change.query !== true || !needed(flips, 'query')) return undefined;
    return {
      sure: 'proven',
      why: `With the required query parameters the same handshake is accepted.`,
      by: ['baseline', flip.probe.id],
    };
  },
  advice: ({ flips, base }) => ({
    sentence:
      flips[0] === undefined
        ? `The server refuses because something is missing from the URL: ${base === undefined ? '' : sayReception(base)}.`
        : `A required query parameter is missing: ${flips[0].probe.sent.split(',')[0] ?? ''} is accepted.`,
    fix: [
      'Add the parameters that the handler requires to the URL (FastAPI: every Query(...) without a default is required).',
    ],
  }),
});
