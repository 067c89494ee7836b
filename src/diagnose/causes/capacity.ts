import { type Cause, defineCause } from '../cause.ts';
import { entriesOf } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { saysFull } from '../own-words.ts';
import { isShut, type Told, told } from '../status-pages.ts';
import { sayReception } from '../words.ts';

function connectedNow(facts: Facts): Told | undefined {
  return told(facts).find(
    ({ name, value }) => /connections?$|clients?$/i.test(name) && typeof value === 'number' && value > 0,
  );
}

export const capacity: Cause = defineCause({
  id: 'CAPACITY',
  title: 'All places are taken',
  explain: 'The server takes only so many connections at once.',
  likelihood(facts) {
    const { base, evidence } = facts;
    if (base?.kind === 'closed' && base.close.code === 1013)
      return { sure: 'likely', why: 'It accepts, and closes with 1013 (try again later).', by: ['baseline'] };
    const full = saysFull(facts);
    if (full !== undefined && base !== undefined)
      return {
        sure: full === 'says' ? 'likely' : 'possible',
        why:
          full === 'says'
            ? `The server says so itself: ${sayReception(base)}.`
            : `${sayReception(base)}${facts.proxyPage === 'nginx' ? ' is nginx’ own page, which it sends where a limit is reached (limit_conn, limit_req)' : ' with Retry-After'}.`,
        by: ['baseline'],
        tell: 'Let one of the connected clients go, and ask again: if it opens, it was the limit of connections.',
      };
    if (!isShut(facts)) return undefined;
    const now = connectedNow(facts);
    if (now === undefined) return undefined;
    return {
      sure: 'likely',
      why: `Others are connected at this moment (${now.id}: "${now.name}": ${JSON.stringify(now.value)}), so the route exists and accepts; and this handshake is refused whatever it carries.`,
      by: [
        'baseline',
        now.id,
        ...entriesOf(evidence, 'variation')
          .map(({ probe }) => probe.id)
          .slice(0, 2),
      ],
      tell: 'Let one of the connected clients go, and ask again: if it opens, it was the limit.',
    };
  },
  advice(facts) {
    const now = connectedNow(facts);
    return {
      sentence: `The server already has ${now === undefined ? 'as many connections as it takes' : `${JSON.stringify(now.value)} connection(s)`}, and takes no more.`,
      fix: [
        'Raise the limit (a setting such as WEBSOCKET_MAX_CONNECTIONS), and close connections that nobody uses any more.',
        'Tell clients the truth: 503 with Retry-After, or accept and close with 1013; a 403 before accept says nothing.',
      ],
    };
  },
});
