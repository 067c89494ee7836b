import { type Cause, defineCause } from '../cause.ts';
import { entriesOf } from '../evidence.ts';
import { acceptFirst } from '../fixes/accept-first.ts';
import { BLOCKS } from '../hang-facts.ts';

export const hangPreAccept: Cause = defineCause({
  id: 'HANG-PRE-ACCEPT',
  title: 'The handler waits before it accepts',
  explain: 'The route exists; its code waits for something (a database, a broker, a lock) before it accepts.',
  likelihood({ base, controls, get, getControl, evidence }) {
    if (base?.kind !== 'silent') return undefined;
    const control = controls.find(({ kind }) => kind !== 'silent');
    const http = getControl ?? get;
    if (control === undefined || http === undefined) return undefined;
    const again = entriesOf(evidence, 'baseline').length > 1;
    return {
      sure: again ? 'proven' : 'likely',
      why: `Only this path hangs${again ? ', twice' : ''}: a random one beside it is answered, and plain HTTP too (${http.status}).`,
      by: ['baseline', 'baseline, again', 'control 1', http.id],
    };
  },
  advice: (facts) => ({
    sentence: `The server took the upgrade for ${facts.subject.path} and never answers it: its handler waits for something before it accepts.`,
    fix: [...acceptFirst(facts), BLOCKS],
  }),
});
