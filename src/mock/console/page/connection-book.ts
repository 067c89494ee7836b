import type { JournalEntry } from '../../journal.ts';
import type { Connection } from '../../session.ts';

/** A connection that is open, as far as the page has seen. */
export interface OpenConnection {
  readonly id: number;
  readonly endpoint: string;
  /** ms since 1970. */
  readonly since: number;
  readonly peer: string;
  /** Absent: its handshake named none, or came before the page looked. */
  readonly origin?: string;
  /** Frames that the page has seen. */
  readonly fromClient: number;
  readonly fromServer: number;
  readonly wrong: number;
}

type Draft = { -readonly [Name in keyof OpenConnection]: OpenConnection[Name] };

/** Which connections are open: told by the journal, and put right by the admin API where the journal is not whole. */
export interface ConnectionBook {
  readonly open: ReadonlyMap<number, OpenConnection>;
  note(entry: JournalEntry): void;
  /** Those that the mock says are open, and no others. */
  correct(connections: readonly Connection[]): void;
  clear(): void;
}

export function createConnectionBook(): ConnectionBook {
  const open = new Map<number, Draft>();
  return {
    open,
    note(entry) {
      switch (entry.type) {
        case 'handshake': {
          const { connection: id, endpoint, at, peer, origin } = entry;
          if (id === undefined || endpoint === undefined || open.has(id)) return;
          const counts = { fromClient: 0, fromServer: 0, wrong: 0 };
          const from = `${peer.host}:${peer.port}`;
          open.set(id, {
            ...{ id, endpoint, since: at, peer: from, ...counts },
            ...(origin === undefined ? {} : { origin }),
          });
          break;
        }
        case 'frame': {
          const one = open.get(entry.connection);
          if (one === undefined) return;
          if (entry.from === 'client') one.fromClient += 1;
          else one.fromServer += 1;
          if (entry.violation !== undefined) one.wrong += 1;
          break;
        }
        case 'close':
          open.delete(entry.connection);
      }
    },
    correct(connections) {
      const ids = new Set(connections.map(({ id }) => id));
      for (const id of open.keys()) if (!ids.has(id)) open.delete(id);
      for (const { id, endpoint, since, peer } of connections) {
        if (open.has(id)) continue;
        const from = `${peer.host}:${peer.port}`;
        open.set(id, { id, endpoint, since, peer: from, fromClient: 0, fromServer: 0, wrong: 0 });
      }
    },
    clear: () => open.clear(),
  };
}
