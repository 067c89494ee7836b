import { type Cause, defineCause } from '../cause.ts';
import { selectSubprotocol } from '../fixes/select-subprotocol.ts';

export const subprotocolNotSelected: Cause = defineCause({
  id: 'SUBPROTOCOL-NOT-SELECTED',
  title: 'The server selects none of the offered subprotocols',
  explain:
    'A client that offers subprotocols and gets none back: browsers and Node ws end the connection (1006), Python and curl do not mind.',
  likelihood({ base, subject }) {
    if (base?.kind !== 'open' && base?.kind !== 'closed') return undefined;
    if (subject.subprotocols.length === 0 || base.outcome.subprotocol !== undefined) return undefined;
    return {
      sure: 'proven',
      why: `${subject.subprotocols.length} offered, and the 101 has no Sec-WebSocket-Protocol.`,
      by: ['baseline'],
    };
  },
  advice: (facts) => ({
    sentence:
      'The server accepts, but selects none of the subprotocols that were offered: a browser ends such a connection at once.',
    fix: [
      ...selectSubprotocol(facts, facts.subject.subprotocols[0] ?? ''),
      'Of a name and a token that were offered together, select the name, and never send the token back.',
    ],
  }),
});
