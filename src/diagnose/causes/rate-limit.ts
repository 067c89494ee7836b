import { type Cause, defineCause } from '../cause.ts';
import { receptionIn } from '../evidence.ts';
import { fieldOf } from '../facts.ts';

export const rateLimit: Cause = defineCause({
  id: 'RATE-LIMIT',
  title: 'Too many attempts',
  explain: 'The server or a proxy counts attempts and refuses more of them for a while.',
  likelihood(facts) {
    const { base, evidence } = facts;
    const limited = evidence.entries.find((entry) => {
      const reception = receptionIn(entry);
      return reception?.kind === 'refused' && reception.outcome.status === 429;
    });
    const closed = base?.kind === 'closed' && base.close.code === 4429;
    if (base?.kind === 'refused' && base.outcome.status === 503 && facts.proxyPage === 'nginx')
      return {
        sure: 'possible',
        why: 'nginx answers 503 by itself where limit_req is exceeded, too (its default limit_req_status).',
        by: ['baseline'],
        tell: 'Wait a minute without any request, and ask again: if it opens, it was the rate.',
      };
    if (limited === undefined && !closed) return undefined;
    return {
      sure: 'proven',
      why: `The answer is ${closed ? 'Close 4429' : '429 Too Many Requests'}.`,
      by: [limited?.probe.id ?? 'baseline'],
    };
  },
  advice({ base }) {
    const after = base?.kind === 'refused' ? fieldOf(base.outcome.headers, 'retry-after') : undefined;
    return {
      sentence: `The server refuses because there were too many attempts${after === undefined ? '' : `; it wants you to wait ${after} s`}.`,
      fix: [
        'Wait, and let the client wait longer after each failure (1, 2, 4 … 30 s, with some chance in it).',
      ],
    };
  },
});
