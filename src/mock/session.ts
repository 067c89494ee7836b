import type { EndpointId } from '../contract/endpoint.ts';
import type { ConnectionId, OutgoingData } from '../engine/engine.ts';
import type { IncomingFrame } from '../rules/recognition.ts';
import type { Peer } from './journal.ts';

/** One open connection, as the transport gives it to the driver. No method may call back before it returns. */
export interface Port {
  send(data: OutgoingData): void;
  /** Sends a piece of a message, in a frame of its own (RFC 6455 §5.4). Absent: the transport cannot. */
  fragment?(data: OutgoingData, last: boolean): void;
  /** From now on Pings are answered, or not. Absent: the transport answers them itself. */
  answerPings?(answer: boolean): void;
  /** Sends a Ping. Absent: the transport cannot. */
  ping?(): void;
  /** Sends a Close frame. */
  close(code: number, reason: string): void;
  /** Ends TCP without one. */
  drop(): void;
  /** Bytes that were sent and that the peer has not taken yet. */
  readonly buffered: number;
}

/** The same connection, as the driver gives it to the transport. */
export interface Session {
  readonly id: ConnectionId;
  /** A data frame came. */
  frame(frame: IncomingFrame): void;
  /** A Pong came. */
  pong(): void;
  /** The connection has ended; only the first call counts. `violation`: what the client broke, where the transport ends it. */
  closed(code: number, reason: string, violation?: string): void;
}

/** A connection that is open now. */
export interface Connection {
  readonly id: ConnectionId;
  readonly endpoint: EndpointId;
  readonly peer: Peer;
  /** ms since 1970-01-01T00:00Z. */
  readonly since: number;
  /** `closing`: a Close frame was sent, the peer's is awaited. */
  readonly state: 'open' | 'closing';
}
