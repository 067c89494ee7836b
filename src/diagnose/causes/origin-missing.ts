import { type Cause, defineCause } from '../cause.ts';
import { belief, openedBy, untold, why } from '../origin-facts.ts';

export const originMissing: Cause = defineCause({
  id: 'ORIGIN-MISSING',
  title: 'The server wants an Origin, and none was sent',
  explain: 'Browsers always send Origin; scripts and test clients send none unless they are told to.',
  likelihood(facts) {
    const { subject, refused, flips } = facts;
    const by = openedBy(facts);
    if (subject.origin !== undefined) return undefined;
    if (by === undefined) return refused && flips.length === 0 ? untold(facts) : undefined;
    return { sure: 'proven', why: why(facts, by.id), by: ['baseline', by.id] };
  },
  advice(facts) {
    const by = openedBy(facts);
    return {
      sentence: `The server takes no handshake without an Origin header, and this client sends none.${by === undefined ? '' : ` With Origin ${by.origin} it connects.`}`,
      fix: [
        `Send it. Python websockets: connect(url, origin="${by?.origin ?? 'http://the.page'}") (before 10.4: extra_headers={"Origin": …}). Node ws: new WebSocket(url, { origin: "${by?.origin ?? 'http://the.page'}" })`,
        'A browser sends it by itself; there it must be the origin of the page that the server allows.',
        'Or let the server accept clients without Origin, if it has another check for them.',
      ],
      corrections: belief(facts),
    };
  },
});
