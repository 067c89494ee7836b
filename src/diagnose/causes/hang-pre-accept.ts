import { type Cause, defineCause } from '../cause.ts';
import { acceptFirst } from '../fixes/accept-first.ts';
import { BLOCKS } from '../hang-facts.ts';

export const hangPreAccept: Cause = defineCause({
  id: 'HANG-PRE-ACCEPT',
  title: 'The handler waits before it accepts',
  explain: 'The route exists; its code waits for something (a database, a broker, a lock) before it accepts.',
  likelihood({ base, controls, get, getControl }) {
    if (base?.kind !== 'silent') return undefined;
    const control = controls.find(({ kind }) => kind !== 'silent');
    const http = getControl ?? get;
    if (control === undefined || http === undefined) return undefined;
    return {
      sure: 'proven',
      why: `Only this path hangs: a random one beside it is answered, and plain HTTP too (${http.status}).`,
      by: ['baseline', 'control 1', http.id],
    };
  },
  advice: (facts) => ({
    sentence: `The server took the upgrade for ${facts.subject.path} and never answers it: its handler waits for something before it accepts.`,
    fix: [...acceptFirst(facts), BLOCKS],
  }),
});
