import type { HandshakeEntry, Journal } from './journal.ts';
import { reconnectStorm, STORM_TIMES } from './reconnect-storm.ts';

/** Most clients that are watched at a time. */
const MOST = 1000;

/**
 * Writes each reconnect storm into the journal, right after the refusal that shows it; and not again as long as that
 * entry is kept and the client is not accepted in between.
 */
export function watchReconnects(journal: Journal): void {
  const refusals = new Map<string, readonly HandshakeEntry[]>();
  const named = new Map<string, number>();
  journal.listen((entry) => {
    if (entry.type !== 'handshake') return;
    const key = JSON.stringify([entry.peer.host, entry.target, entry.origin]);
    if (entry.outcome !== 'refused') {
      refusals.delete(key);
      named.delete(key);
      return;
    }
    const { first } = journal;
    const row = [...(refusals.get(key) ?? []).filter(({ id }) => id >= first), entry].slice(-STORM_TIMES);
    // Set anew, so that the first key is that of the client that was heard least lately.
    refusals.delete(key);
    refusals.set(key, row);
    forgetOldest(refusals);
    const storm = (named.get(key) ?? 0) >= first ? undefined : reconnectStorm(row);
    if (storm === undefined) return;
    journal.append(storm);
    named.set(key, journal.last);
    forgetOldest(named);
  });
}

function forgetOldest(map: Map<string, unknown>): void {
  const oldest = map.size > MOST ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}
