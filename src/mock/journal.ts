import type { EndpointId } from '../contract/endpoint.ts';
import type { ConnectionId } from '../engine/engine.ts';
import { createFrameColumns } from './frame-columns.ts';
import type { FrameEntry, JournalEntry, NewEntry } from './journal-entry.ts';
import type { PlainFrame } from './plain-frame.ts';

export type {
  BugEntry,
  CloseEntry,
  FaultsEntry,
  FrameEntry,
  HandlerEntry,
  HandshakeEntry,
  JournalEntry,
  NewEntry,
  Peer,
  RequestEntry,
  StormEntry,
} from './journal-entry.ts';

/** What has happened, the last of it: a ring. */
export interface Journal {
  append(entry: NewEntry): void;
  /** The same as `append` of the entry of that frame, for a tenth of its cost: this runs for every message. */
  frame(
    at: PlainFrame['at'],
    from: PlainFrame['from'],
    connection: ConnectionId,
    endpoint: EndpointId,
    message: PlainFrame['message'],
    kind: PlainFrame['kind'],
    data: string,
  ): void;
  /** In the order in which they happened; with `since`, only those with a greater id. */
  entries(since?: number): readonly JournalEntry[];
  /** Called with every new entry; the result ends it. */
  listen(listener: (entry: JournalEntry) => void): () => void;
  /** The same for whoever has no use for frames. They hear of an entry after all the others. */
  listenBesideFrames(listener: (entry: Exclude<JournalEntry, FrameEntry>) => void): () => void;
  clear(): void;
  /** Most entries that it keeps. */
  readonly size: number;
  /** Id of the newest entry ever appended; 0 when there was none. */
  readonly last: number;
  /** Id of the oldest entry that it keeps, or of the next where it keeps none. */
  readonly first: number;
}

/** Most characters of one frame that the journal keeps. */
export const JOURNAL_DATA_LIMIT = 65_536;

/** Most characters of frames that the journal keeps in all; the oldest entries go first. */
export const JOURNAL_TEXT_LIMIT: number = 64 * 1024 * 1024;

/** @param size most entries to keep, at least 1. */
export function createJournal(size: number): Journal {
  /** Entries that were appended, or have been read. */
  let ring: (JournalEntry | undefined)[] = [];
  /** What stands where `ring` has nothing. */
  const frames = createFrameColumns();
  let last = 0;
  let first = 1;
  let text = 0;
  const listeners = new Set<(entry: JournalEntry) => void>();
  const besideFrames = new Set<(entry: Exclude<JournalEntry, FrameEntry>) => void>();

  function forgetOldest(): void {
    const at = first % size;
    const oldest = ring[at];
    if (oldest === undefined) text -= frames.characters(at);
    else {
      if (oldest.type === 'frame') text -= oldest.data.length;
      ring[at] = undefined;
    }
    frames.forget(at);
    first += 1;
  }

  /** The place of the next entry, once there is room for it and so many characters. */
  function nextPlace(characters: number): number {
    last += 1;
    if (last - first >= size) forgetOldest();
    text += characters;
    while (text > JOURNAL_TEXT_LIMIT && first < last) forgetOldest();
    return last % size;
  }

  function append(fresh: NewEntry): void {
    const at = nextPlace(fresh.type === 'frame' ? fresh.data.length : 0);
    const entry = fresh as JournalEntry & { id: number };
    entry.id = last;
    ring[at] = entry;
    for (const listener of listeners) listener(entry);
    if (entry.type !== 'frame') for (const listener of besideFrames) listener(entry);
  }

  function read(id: number): JournalEntry | undefined {
    const at = id % size;
    const frame = ring[at] === undefined ? frames.read(at) : undefined;
    if (frame !== undefined) ring[at] = { id, type: 'frame', ...frame };
    return ring[at];
  }

  return {
    size,
    get last() {
      return last;
    },
    get first() {
      return first;
    },
    append,
    frame(time, from, connection, endpoint, message, kind, data) {
      const kept = cut(data);
      if (listeners.size > 0) {
        const { length } = data;
        append({
          id: 0,
          type: 'frame',
          at: time,
          from,
          connection,
          endpoint,
          message,
          kind,
          data: kept,
          length,
        });
        return;
      }
      const at = nextPlace(kept.length);
      frames.put(at, time, from, connection, endpoint, message, kind, kept, data.length);
    },
    entries(since = 0) {
      const found: JournalEntry[] = [];
      for (let id = Math.max(first, Math.floor(since) + 1); id <= last; id += 1) {
        const entry = read(id);
        if (entry !== undefined) found.push(entry);
      }
      return found;
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    listenBesideFrames(listener) {
      besideFrames.add(listener);
      return () => void besideFrames.delete(listener);
    },
    clear() {
      ring = [];
      frames.clear();
      first = last + 1;
      text = 0;
    },
  };
}

/** A slice of a long string would keep all of it alive; the clone is the start alone. */
export function cut(text: string): string {
  return text.length <= JOURNAL_DATA_LIMIT ? text : structuredClone(text.slice(0, JOURNAL_DATA_LIMIT));
}
