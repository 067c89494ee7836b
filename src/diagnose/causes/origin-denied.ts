import { type Cause, defineCause } from '../cause.ts';
import { allowOrigin } from '../fixes/allow-origin.ts';
import { belief, openedBy, untold, why } from '../origin-facts.ts';
import { isDirect, isHostRewritten } from './host-rewrite.ts';

export const originDenied: Cause = defineCause({
  id: 'ORIGIN-DENIED',
  title: 'The server does not allow this Origin',
  explain: 'The handshake names the origin of the page. The server has a list, and this one is not on it.',
  likelihood(facts) {
    const { subject, refused, flips } = facts;
    if (subject.origin === undefined) return undefined;
    const by = openedBy(facts);
    if (by === undefined) return refused && flips.length === 0 ? untold(facts) : undefined;
    // The page has the URL's own host: then it is rather Host that is another one.
    if (isHostRewritten(facts))
      return {
        sure: isDirect(facts) ? 'likely' : 'possible',
        why: why(facts, by.id),
        by: ['baseline', by.id],
        tell: 'Is this page on the list of the server?',
      };
    return { sure: 'proven', why: why(facts, by.id), by: ['baseline', by.id] };
  },
  advice(facts) {
    const by = openedBy(facts);
    const page = facts.subject.origin ?? '';
    const allowed = by?.origin === null ? 'a handshake without Origin' : `Origin ${by?.origin}`;
    return {
      sentence:
        by === undefined
          ? `The server refuses Origin ${page}; which one it accepts is not known here.`
          : `The server refuses Origin ${page}. It accepts ${allowed}.`,
      fix: allowOrigin(facts, page),
      corrections: belief(facts),
    };
  },
});
