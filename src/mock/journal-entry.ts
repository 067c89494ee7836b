import type { EndpointId } from '../contract/endpoint.ts';
import type { RefusalForm } from '../contract/handshake-policy.ts';
import type { OperationId } from '../contract/operation.ts';
import type { ConnectionId } from '../engine/engine.ts';
import type { HandshakeGuard } from '../rules/handshake-attempt.ts';
import type { KeptFrame } from './plain-frame.ts';

/** Where a connection comes from. */
export interface Peer {
  readonly host: string;
  readonly port: number;
}

interface EntryBase {
  /** 1, 2, 3…: an entry that is gone from the journal leaves a gap at the front only. */
  readonly id: number;
  /** ms since 1970-01-01T00:00Z. */
  readonly at: number;
}

/** An opening handshake and what became of it. No credential stands in `target`. */
export interface HandshakeEntry extends EntryBase {
  readonly type: 'handshake';
  readonly outcome: 'accepted' | 'refused' | 'unanswered';
  readonly peer: Peer;
  /** Path and query; the values of credentials masked. */
  readonly target: string;
  readonly origin?: string;
  readonly endpoint?: EndpointId;
  /** Of an accepted one. */
  readonly connection?: ConnectionId;
  readonly subprotocol?: string;
  /** Of a refused one; `request` when it was no valid handshake in the sense of RFC 6455 §4.2.1; `fault` when nothing was wrong with it. */
  readonly guard?: HandshakeGuard | 'request' | 'fault';
  readonly form?: RefusalForm;
  readonly reason?: string;
  readonly remedy?: string;
  /** Of one that was refused for its credential: which credential that was. Equal numbers, equal credentials. */
  readonly credential?: number;
  /** The fault that had its way. */
  readonly fault?: string;
}

/** A data frame. */
export interface FrameEntry extends EntryBase, KeptFrame {
  readonly type: 'frame';
  /** Why it is not a valid message of the contract. Absent: it is one. */
  readonly violation?: string;
  /** Not sent: the peer does not read, and too much waits for it already. */
  readonly dropped?: true;
  /** Not sent: a handler said it, it breaks the contract, and the mock is strict; or there is nothing valid to send. */
  readonly withheld?: true;
  /** The faults that changed, delayed, lost or added it: `duplicate, latency-50ms`. */
  readonly fault?: string;
  /** Not sent: that fault has lost it. */
  readonly lost?: true;
}

/** The end of a connection. */
export interface CloseEntry extends EntryBase {
  readonly type: 'close';
  readonly connection: ConnectionId;
  readonly endpoint: EndpointId;
  readonly by: 'client' | 'server';
  /** RFC 6455 §7.1.5: 1005 for a Close without a code, 1006 for no Close at all. */
  readonly code: number;
  readonly reason: string;
  /** The rule of RFC 6455 that the client broke, or the limit that it passed. */
  readonly violation?: string;
  /** The fault that ended it. */
  readonly fault?: string;
}

/** A request to an HTTP companion, or to nothing that the contract has. No header and no body is kept. */
export interface RequestEntry extends EntryBase {
  readonly type: 'request';
  readonly peer: Peer;
  readonly method: string;
  /** Path and query; the values of credentials masked. */
  readonly target: string;
  readonly origin?: string;
  readonly status: number;
  readonly companion?: OperationId;
  /** Why the answer of a handler breaks the contract, or that it threw. */
  readonly violation?: string;
  /** The fault that changed the answer. */
  readonly fault?: string;
}

/** Somebody has switched faults on or off while the mock runs. */
export interface FaultsEntry extends EntryBase {
  readonly type: 'faults';
  /** Those that are committed from now on, and no others. */
  readonly faults: readonly string[];
}

/** The mock itself failed. A bug: the connection concerned was closed with 1011, the others go on. */
export interface BugEntry extends EntryBase {
  readonly type: 'bug';
  readonly connection?: ConnectionId;
  readonly message: string;
}

/** A handler has thrown: its connection was closed with 1011, the others go on. */
export interface HandlerEntry extends EntryBase {
  readonly type: 'handler';
  readonly connection: ConnectionId;
  readonly endpoint: EndpointId;
  /** `voice.init` */
  readonly handler: string;
  /** What was thrown, in one line. */
  readonly message: string;
  /** Where, in the user's source: `mock.ts:12:3`. Absent: nowhere in it. */
  readonly place?: string;
}

/** A client that is refused again and again, and comes back at the same pace. Stands after the last of those refusals. */
export interface StormEntry extends EntryBase {
  readonly type: 'storm';
  readonly peer: Peer;
  readonly target: string;
  readonly origin?: string;
  readonly endpoint?: EndpointId;
  /** Refusals in a row. */
  readonly times: number;
  /** ms from one to the next. */
  readonly interval: number;
  /** All of them brought the same credential. */
  readonly sameCredential?: true;
  /** Why the last of them was refused. */
  readonly reason: string;
  readonly remedy: string;
}

export type JournalEntry =
  | HandshakeEntry
  | FrameEntry
  | CloseEntry
  | RequestEntry
  | FaultsEntry
  | BugEntry
  | HandlerEntry
  | StormEntry;

/** An entry as it is handed in: the journal gives it its id in place of 0. */
export type NewEntry = JournalEntry extends infer E
  ? E extends JournalEntry
    ? Omit<E, 'id'> & { id: 0 }
    : never
  : never;
