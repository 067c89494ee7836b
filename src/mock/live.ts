import type { EndpointId } from '../contract/endpoint.ts';
import type { ConnectionId } from '../engine/engine.ts';
import type { IncomingFrame } from '../rules/recognition.ts';
import type { Peer } from './journal.ts';
import type { Pieces } from './pieces.ts';
import type { Port } from './session.ts';

/** An open connection, as the driver remembers it. */
export interface Live {
  readonly id: ConnectionId;
  readonly endpoint: EndpointId;
  readonly port: Port;
  /** Absent: nothing has gone out in pieces. */
  pieces: Pieces | undefined;
  readonly peer: Peer;
  readonly since: number;
  /** The frame that the engine looks at just now. */
  current: IncomingFrame | undefined;
  closing: boolean;
  /** For the backlog. */
  waiting: number;
}
