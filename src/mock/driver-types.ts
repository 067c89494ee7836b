import type { Contract } from '../contract/contract.ts';
import type { EndpointId } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { ConnectionId, Engine, HandshakeDecision, HttpAttempt, IsHandled } from '../engine/engine.ts';
import type { HandshakeAttempt } from '../rules/handshake-attempt.ts';
import type { Accepted } from './accepted.ts';
import type { Clock } from './clock.ts';
import type { CodePlaces } from './handlers/code-places.ts';
import type { AnyHandlers } from './handlers/handler-host.ts';
import type { Journal, Peer } from './journal.ts';
import type { Mask } from './mask.ts';
import type { OpeningRequest, Refusal } from './opening-request.ts';
import type { Connection, Port, Session } from './session.ts';
import type { PlainAnswer } from './unknown-request.ts';

export type { Accepted };

/** Runs an engine on a clock, for whatever transport. It opens no socket and sets one timer. */
export interface Driver {
  readonly journal: Journal;
  /** Decides, and journals what is not accepted. An accepted handshake is followed by `open`, or by nothing. */
  handshake(attempt: HandshakeAttempt, peer: Peer): HandshakeDecision;
  /** Journals a request that was no valid handshake. */
  refused(request: OpeningRequest, refusal: Refusal, peer: Peer): void;
  open(accepted: Accepted, attempt: HandshakeAttempt, port: Port, peer: Peer): Session;
  /**
   * Answers whatever it is; what the contract does not have with 404, a WebSocket's address with 426. A promise only where
   * a handler takes its time.
   */
  request(request: HttpAttempt, peer: Peer): PlainAnswer | Promise<PlainAnswer>;
  push(push: Push): void;
  /** These faults are committed from now on, and no others. Their names are known to be right. */
  commit(faults: readonly string[]): void;
  /** Plays the server's side of a scenario on a connection of its endpoint. */
  play(scenario: string, connection: ConnectionId): void;
  /** Closes that connection; does nothing where there is none. */
  end(connection: ConnectionId, code: number, reason: string): void;
  connections(): readonly Connection[];
  /** Ends every connection with that code, and the timer. */
  stop(code: number, reason: string): void;
  /** What the first frames would else wait for, in small steps. */
  warmUp(): Iterator<void>;
  /** From now on these deal with what they name; connections and what they keep stay. */
  useHandlers(handlers: AnyHandlers): void;
  /** Goes on with another contract: connections whose endpoint says the same stay, the others end with 1012. */
  reload(contract: Contract): Reloaded;
  /** Ends every connection with 1012 (service restart), empties the journal, and begins with a new engine. */
  reset(): void;
}

/** What became of the connections that were open. */
export interface Reloaded {
  readonly kept: number;
  readonly closed: number;
}

export interface Push {
  readonly endpoint: EndpointId;
  readonly message: MessageId;
  readonly payload?: Json;
  /** Absent: to every connection of the endpoint. */
  readonly connection?: ConnectionId;
}

export interface DriverOptions {
  readonly contract: Contract;
  /** Called once, and again for each `reset`. */
  readonly createEngine: (contract: Contract, isHandled: IsHandled) => Engine;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly mask: Mask;
  /** What `clock.now()` 0 is, in ms since 1970-01-01T00:00Z. */
  readonly epoch: number;
  /** What a handler says against the contract is not sent. Default `false`: it is, and told of. */
  readonly strict?: boolean;
  /** Default: no place is told of. */
  readonly places?: CodePlaces;
}
