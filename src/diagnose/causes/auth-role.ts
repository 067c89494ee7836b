import { type Cause, defineCause } from '../cause.ts';
import { isRefusal, openedBy, showsOne } from '../credential-facts.ts';
import { rulesFor } from '../knowledge.ts';
import { sayReception } from '../words.ts';

export const authRole: Cause = defineCause({
  id: 'AUTH-ROLE',
  title: 'The credential is good, but its role may not connect',
  explain: 'Only some roles may open this endpoint.',
  likelihood(facts) {
    const { base } = facts;
    const by = openedBy(facts);
    const roles = rulesFor(facts.subject)?.handshake.roles?.value;
    if (isRefusal(facts) && by?.role !== undefined && roles !== undefined && showsOne(facts))
      return {
        sure: 'likely',
        why: `With a credential of the role ${by.role} it is accepted, and the document lets only ${roles.join(', ')} in.`,
        by: ['baseline', by.id],
        tell: 'Ask again as a user of another role (--credential).',
      };
    if (base?.kind === 'closed' && [3003, 4403].includes(base.close.code))
      return {
        sure: 'likely',
        why: `The server closes with ${base.close.code} (forbidden).`,
        by: ['baseline'],
        tell: 'Ask again as a user of another role (--credential).',
      };
    if (
      base?.kind === 'refused' &&
      /not enough permissions|insufficient|forbidden for role/i.test(base.outcome.body)
    )
      return {
        sure: 'likely',
        why: `The server says so itself: ${sayReception(base)}.`,
        by: ['baseline'],
        tell: 'Ask again as a user of another role (--credential).',
      };
    return undefined;
  },
  advice: () => ({
    sentence: 'The server knows who you are, and this role may not connect here.',
    fix: ['Connect as a user of an allowed role, or allow this one on the server.'],
  }),
});
