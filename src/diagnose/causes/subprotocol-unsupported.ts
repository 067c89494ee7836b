import { type Cause, defineCause } from '../cause.ts';
import { aboutSubprotocol, wantedSubprotocols } from './subprotocol-missing.ts';

export const subprotocolUnsupported: Cause = defineCause({
  id: 'SUBPROTOCOL-UNSUPPORTED',
  title: 'The server knows none of the offered subprotocols',
  explain: 'The client offers subprotocols, and the server refuses because none of them is its own.',
  likelihood: (facts) => (facts.subject.subprotocols.length === 0 ? undefined : aboutSubprotocol(facts)),
  advice(facts) {
    const wanted = wantedSubprotocols(facts);
    return {
      sentence: `The client offers ${facts.subject.subprotocols.join(', ')}, which the server does not know${wanted === undefined ? '' : `; it takes ${wanted}`}.`,
      fix: [
        wanted === undefined
          ? 'Offer none, or one that the server has.'
          : `Offer one that it has: new WebSocket(url, ["${wanted.split(', ')[0]}"])`,
        'Names are compared exactly, capital letters included.',
      ],
    };
  },
});
