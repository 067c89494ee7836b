import type { Likelihood } from '../cause.ts';
import { type Cause, defineCause } from '../cause.ts';
import type { Facts } from '../facts.ts';
import { rulesFor } from '../knowledge.ts';
import { saysSubprotocol } from '../own-words.ts';
import { needed } from '../route-facts.ts';
import { sayReception } from '../words.ts';

/** The subprotocols that would open it: those that did, that the server named, or that the document has. */
export function wantedSubprotocols(facts: Facts): string | undefined {
  const flip = facts.flips.find(
    ({ aim }) => aim.change.subprotocols !== undefined && aim.change.subprotocols !== null,
  );
  return (
    flip?.aim.change.subprotocols?.join(', ') ??
    saysSubprotocol(facts)?.wanted ??
    rulesFor(facts.subject)?.handshake.subprotocols?.value.supported.join(', ')
  );
}

/** Proven by a flip, likely by the server's own words. */
export function aboutSubprotocol(facts: Facts): Likelihood | undefined {
  const { base, flips, refused } = facts;
  if (!refused || base === undefined) return undefined;
  const flip = flips.find(({ aim }) => aim.change.subprotocols !== undefined);
  if (flip !== undefined && needed(flips, 'subprotocols'))
    return {
      sure: 'proven',
      why: `With ${flip.probe.id} the same handshake is accepted.`,
      by: ['baseline', flip.probe.id],
    };
  if (saysSubprotocol(facts) === undefined) return undefined;
  return { sure: 'likely', why: `The server says so itself: ${sayReception(base)}.`, by: ['baseline'] };
}

export const subprotocolMissing: Cause = defineCause({
  id: 'SUBPROTOCOL-MISSING',
  title: 'The server wants a subprotocol, and none was offered',
  explain:
    'A subprotocol names the language that is spoken over the connection (graphql-transport-ws, mqtt, v1.json). Some servers take nobody who offers none.',
  likelihood: (facts) => (facts.subject.subprotocols.length > 0 ? undefined : aboutSubprotocol(facts)),
  advice(facts) {
    const wanted = wantedSubprotocols(facts);
    return {
      sentence: `The server takes only clients that offer a subprotocol${wanted === undefined ? '' : ` (${wanted})`}, and this one offers none.`,
      fix: [
        `Offer it: new WebSocket(url, ["${wanted?.split(', ')[0] ?? 'name'}"])   Python websockets: connect(url, subprotocols=["${wanted?.split(', ')[0] ?? 'name'}"])`,
        'Or use the client library of that protocol (graphql-ws, mqtt.js, stompjs), which offers it by itself.',
      ],
    };
  },
});
