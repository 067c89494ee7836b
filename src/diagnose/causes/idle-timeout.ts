import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { endsLate, isIdleLimit } from '../open-facts.ts';

/** ms after the handshake at which a connection on which nobody spoke was ended without a Close frame. */
function endedAfter({
  base,
  evidence,
  refused,
}: Facts): { readonly after: number; readonly id: string } | undefined {
  if (base?.kind === 'closed' && endsLate(base))
    return { after: Math.round(base.close.at - base.outcome.after), id: 'baseline' };
  if (refused) return undefined;
  const [entry] = entriesOf(evidence, 'talk').filter(({ aim }) => aim.topic === 'hold');
  const reception = receptionIn(entry);
  if (entry === undefined || reception?.kind !== 'closed') return undefined;
  const { close, outcome } = reception;
  if (close.how === 'protocol-error') return undefined;
  if (close.how === 'close-frame' && ![1000, 1001, 1005].includes(close.code) && !isIdleLimit(close))
    return undefined;
  return { after: Math.round(close.at - outcome.after), id: entry.probe.id };
}

export const idleTimeout: Cause = defineCause({
  id: 'IDLE-TIMEOUT',
  title: 'A quiet connection is ended',
  explain:
    'Proxies and servers end a connection on which nothing is said for a while: nginx after 60 s (proxy_read_timeout), HAProxy after its timeout tunnel, many clouds after 60 to 600 s. A client sees 1006.',
  likelihood(facts) {
    const ended = endedAfter(facts);
    if (ended === undefined) return undefined;
    return {
      sure: ended.id === 'baseline' ? 'possible' : 'likely',
      why: `Held without a word, the connection is ended after ${(ended.after / 1000).toFixed(1)} s; nothing was sent by the client.`,
      by: [...new Set(['baseline', ended.id])],
      tell: 'Send a Ping every half of that time: if it then lives on, it is an idle limit; else the handler ends by itself.',
    };
  },
  advice: (facts) => ({
    sentence: `The connection works, and is ended ${((endedAfter(facts)?.after ?? 0) / 1000).toFixed(1)} s after it was opened, if nobody says anything.`,
    fix: [
      'nginx: proxy_read_timeout 3600s; proxy_send_timeout 3600s;   HAProxy: timeout tunnel 1h   AWS: idle timeout of the load balancer',
      'Better: let the server send a Ping every 20 s (uvicorn --ws-ping-interval, ws and aiohttp: heartbeat): then nothing is ever quiet.',
      'Is it no proxy? Then the handler ends, or gives up waiting for a first message.',
    ],
  }),
});
