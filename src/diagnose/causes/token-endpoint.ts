import { type Cause, defineCause } from '../cause.ts';
import { entriesOf } from '../evidence.ts';
import type { Facts } from '../facts.ts';

function failed({ evidence }: Facts): { readonly id: string; readonly problem: string } | undefined {
  const [entry] = entriesOf(evidence, 'login');
  if (entry?.answer.via !== 'login' || entry.answer.credentials.length > 0) return undefined;
  return entry.answer.problem === undefined
    ? undefined
    : { id: entry.probe.id, problem: entry.answer.problem };
}

export const tokenEndpoint: Cause = defineCause({
  id: 'TOKEN-ENDPOINT',
  title: 'No token is to be had',
  explain:
    'The WebSocket wants a credential that another endpoint hands out (a login, a ws-token), and that one fails. The refused handshake only follows from it.',
  likelihood(facts) {
    const there = failed(facts);
    if (there === undefined || !facts.refused || facts.flips.length > 0) return undefined;
    return {
      sure: 'likely',
      why: `The document's own flow for a credential ends in: ${there.problem}.`,
      by: ['baseline', there.id],
      tell: 'Mend that endpoint first, and ask again; or give a credential that is good: --credential scheme=value.',
    };
  },
  advice: (facts) => ({
    sentence: `The handshake needs a credential, and the endpoint that hands it out does not: ${failed(facts)?.problem ?? ''}.`,
    fix: [
      'Look at that HTTP endpoint first: the status, its log, CORS if only the page fails.',
      'A client that gets no token should say so, and not open the WebSocket without one.',
    ],
  }),
});
