import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { isIdleLimit } from '../open-facts.ts';
import type { Reception } from '../reception.ts';
import { sayReception } from '../words.ts';

const OWN_CAUSE: ReadonlySet<number> = new Set([
  1001, 1009, 1011, 1012, 1013, 3000, 3003, 4401, 4403, 4406, 4429,
]);

/** What each code says, ranked as HANDSHAKE 4.6 has it. */
const CODES: Readonly<Record<number, string>> = {
  1000: 'it closes normally at once: the handler has returned, or refuses without saying why',
  1001: 'it is going away: a shutdown, a restart, or an idle limit',
  1002: 'it finds that the protocol was broken; on Tomcat this is also how an exception in the handler looks',
  1003: 'it does not take this kind of frame (text or binary)',
  1005: 'it closes without a code: on express-ws, gevent and @fastify/websocket this is how an unknown path looks',
  1007: 'it cannot read what it got: no UTF-8, or no JSON',
  1008: 'its policy refuses: a credential, an Origin or a limit',
  1009: 'a message is larger than it takes',
  1010: 'it misses an extension',
  1011: 'an exception in its handler',
  1012: 'it restarts',
  1013: 'it has too many connections; try again later',
  1014: 'the server behind it gave a bad answer',
  3000: 'it wants a credential',
  3003: 'it forbids this user',
  3008: 'it has waited too long for something',
  4400: 'it got a bad message (graphql-ws)',
  4401: 'it wants a credential, or another one',
  4403: 'it forbids this user',
  4406: 'it does not take the subprotocol (graphql-ws: offer graphql-transport-ws)',
  4408: 'it has waited too long for the first message (graphql-ws: connection_init)',
  4409: 'somebody subscribes already under this id',
  4429: 'it got too many requests',
};

/** The end of a connection that was only held, by a code or a reason that speaks of more than being idle. */
function closedLater({
  evidence,
  refused,
}: Facts): { readonly id: string; readonly reception: Extract<Reception, { kind: 'closed' }> } | undefined {
  if (refused) return undefined;
  const entry = entriesOf(evidence, 'talk').find(({ aim }) => aim.topic === 'hold');
  const reception = receptionIn(entry);
  if (entry === undefined || reception?.kind !== 'closed' || reception.close.how !== 'close-frame')
    return undefined;
  if ([1000, 1001, 1005].includes(reception.close.code) || isIdleLimit(reception.close)) return undefined;
  return { id: entry.probe.id, reception };
}

export const closedAfterAccept: Cause = defineCause({
  id: 'CLOSED-AFTER-ACCEPT',
  title: 'The server accepts, and closes soon after',
  explain:
    'The handshake succeeds, and the server then ends the connection with a Close frame that says why.',
  likelihood(facts) {
    const { base, alike } = facts;
    const late = closedLater(facts);
    if (late !== undefined)
      return {
        sure: 'proven',
        why: `${sayReception(late.reception)}, ${Math.round(late.reception.close.at - late.reception.outcome.after)} ms after the handshake, while nobody said anything.`,
        by: ['baseline', late.id],
      };
    if (base?.kind !== 'closed' || base.close.how !== 'close-frame') return undefined;
    // Codes with a cause of their own.
    if (OWN_CAUSE.has(base.close.code)) return undefined;
    if (alike !== undefined && [1000, 1005].includes(base.close.code) && base.close.reason === '')
      return undefined;
    return {
      sure: 'proven',
      why: `${sayReception(base)}, ${Math.round(base.close.at - base.outcome.after)} ms after the handshake${alike === true ? '; random paths get the same' : ''}.`,
      by: ['baseline'],
    };
  },
  advice(facts) {
    const { base, alike } = facts;
    const close = base?.kind === 'closed' ? base.close : closedLater(facts)?.reception.close;
    const meaning = CODES[close?.code ?? 0] ?? 'a code of its own, whose meaning its authors know';
    return {
      sentence: `The server accepts, and closes with ${close?.code === 1005 ? 'no code' : close?.code}${close?.reason === '' || close === undefined ? '' : ` ("${close.reason}")`}: ${meaning}.${alike === true ? ' It does so on every path: probably there is no such route.' : ''}`,
      fix: [
        alike === true
          ? 'Check the path: this server accepts first and looks for a route afterwards.'
          : 'Look in the handler for what comes right after accept: a check that closes, or a return.',
        'Close with a code and a reason that tell the client: 4401 for a credential, 1013 for too many, 1011 for an error.',
      ],
    };
  },
});
