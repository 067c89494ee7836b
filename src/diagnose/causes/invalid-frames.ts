import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { sayReception } from '../words.ts';

/** The probe in which bytes came that are no frames, and what is known of them. */
function found({ base, evidence }: Facts): { readonly id: string; readonly what: string } | undefined {
  if (base?.kind === 'open' || base?.kind === 'closed') {
    const breach = base.outcome.breaches.find(({ rule }) => rule === 'R7');
    if (breach !== undefined) return { id: 'baseline', what: breach.message };
    if (base.kind === 'closed' && base.close.how === 'protocol-error')
      return { id: 'baseline', what: `${sayReception(base)}: ${base.close.reason}` };
  }
  for (const entry of entriesOf(evidence, 'talk')) {
    const reception = receptionIn(entry);
    if (reception?.kind === 'closed' && reception.close.how === 'protocol-error')
      return { id: entry.probe.id, what: reception.close.reason };
  }
  return undefined;
}

export const invalidFrames: Cause = defineCause({
  id: 'INVALID-FRAMES',
  title: 'After the handshake comes what is no WebSocket frame',
  explain:
    'The 101 is fine, and then the stream has bytes that are no frames: an HTTP error page written by a second handler, text of a crash, or a masked or reserved frame. Browsers say "Invalid frame header".',
  likelihood(facts) {
    const there = found(facts);
    return there === undefined ? undefined : { sure: 'proven', why: there.what, by: [there.id] };
  },
  advice: () => ({
    sentence:
      'The server accepts, and then writes something into the connection that is no WebSocket: every client ends it (1002 or 1006).',
    fix: [
      'Does a second handler answer the same upgrade? Two WebSocketServers on one HTTP server do: give both noServer, and choose in one server.on("upgrade").',
      'Socket.IO beside ws: the one writes "400 Bad Request" into the connection of the other; give each its own path and destroyUpgrade: false.',
      'Does the framework write its error page into a connection that is upgraded already (eventlet, PHP warnings)?',
    ],
  }),
});
