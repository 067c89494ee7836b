import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import { allowOrigin } from '../fixes/allow-origin.ts';
import { allowedOrigins } from '../knowledge.ts';
import { FOREIGN } from '../plan/talk.ts';
import { passes } from '../reception.ts';
import { CORS_BELIEF, isAsgi } from '../words.ts';

export const originUnchecked: Cause = defineCause({
  id: 'ORIGIN-UNCHECKED',
  title: 'Pages of any other site may connect, too',
  explain:
    'A browser sends cookies with every WebSocket, whatever page opens it. Without a check of Origin any page can speak in its visitor’s name (cross-site WebSocket hijacking).',
  likelihood({ refused, base, evidence, subject }) {
    if (refused || base === undefined || allowedOrigins(subject) === undefined) return undefined;
    const foreign = entriesOf(evidence, 'variation').find(({ aim }) => aim.change.origin === FOREIGN);
    if (foreign === undefined) return undefined;
    if (!passes(receptionIn(foreign))) return { sure: 'ruled-out', why: `${FOREIGN} is refused.` };
    return {
      sure: 'proven',
      why: `The document allows ${allowedOrigins(subject)?.join(', ')} only, and ${FOREIGN} is accepted.`,
      by: [foreign.probe.id],
    };
  },
  advice: (facts) => ({
    sentence:
      'The connection works, but for everybody: a page of any other site is accepted as well, though the document names who may connect.',
    fix: allowOrigin(facts, allowedOrigins(facts.subject)?.[0] ?? ''),
    corrections: isAsgi(facts) || facts.server === undefined ? [CORS_BELIEF] : [],
  }),
});
