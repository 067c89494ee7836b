import type { CloseEntry, HandshakeEntry, Journal } from './journal.ts';
import { reconnectStorm, STORM_TIMES } from './reconnect-storm.ts';

/** Most clients, and most connections, that are watched at a time. */
const MOST = 1000;

/** A connection that the server ends so soon was refused, whatever its handshake said. ms. */
const SOON = 1_000;
/** RFC 6455 §7.4.1, IANA: a normal end, a server that goes away, one that starts again. Nobody is refused by these. */
const HARMLESS: ReadonlySet<number> = new Set([1000, 1001, 1012]);

/** A connection that was accepted, and what its client had been refused before. */
interface Accepted {
  readonly key: string;
  readonly entry: HandshakeEntry;
  readonly row: readonly HandshakeEntry[];
  readonly named: number | undefined;
}

/**
 * Writes each reconnect storm into the journal, right after the refusal that shows it; and not again as long as that
 * entry is kept and the client is not accepted in between. What is accepted and closed at once counts as refused: so
 * servers tell that a token has expired.
 */
export function watchReconnects(journal: Journal): void {
  const refusals = new Map<string, readonly HandshakeEntry[]>();
  const named = new Map<string, number>();
  const accepted = new Map<number, Accepted>();
  journal.listenBesideFrames((entry) => {
    if (entry.type === 'close') {
      closed(entry);
      return;
    }
    if (entry.type !== 'handshake') return;
    const key = JSON.stringify([entry.peer.host, entry.target, entry.origin]);
    if (entry.outcome === 'refused') {
      refused(key, entry);
      return;
    }
    if (entry.connection !== undefined) {
      set(accepted, entry.connection, { key, entry, row: refusals.get(key) ?? [], named: named.get(key) });
    }
    refusals.delete(key);
    named.delete(key);
  });

  function closed({ connection, by, code, at }: CloseEntry): void {
    const one = accepted.get(connection);
    accepted.delete(connection);
    if (one === undefined || by !== 'server' || HARMLESS.has(code) || at - one.entry.at > SOON) return;
    set(refusals, one.key, one.row);
    if (one.named !== undefined) set(named, one.key, one.named);
    const reason = code === 1006 ? 'It is dropped at once.' : `It is closed with ${code} at once.`;
    refused(one.key, { ...one.entry, outcome: 'refused', reason });
  }

  function refused(key: string, entry: HandshakeEntry): void {
    const { first } = journal;
    const row = [...(refusals.get(key) ?? []).filter(({ id }) => id >= first), entry].slice(-STORM_TIMES);
    set(refusals, key, row);
    const storm = (named.get(key) ?? 0) >= first ? undefined : reconnectStorm(row);
    if (storm === undefined) return;
    journal.append(storm);
    set(named, key, journal.last);
  }
}

/** Set anew, so that the first key is that of whoever was heard least lately, and is the one to be forgotten. */
function set<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST) return;
  const oldest = map.keys().next();
  if (oldest.done !== true) map.delete(oldest.value);
}
