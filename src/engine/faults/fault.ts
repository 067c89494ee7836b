import type { Contract } from '../../contract/contract.ts';
import type { EndpointId } from '../../contract/endpoint.ts';
import type { MessageId } from '../../contract/message.ts';
import type { HandshakeAttempt, HandshakeGuard } from '../../rules/handshake-attempt.ts';
import type { Validators } from '../../schema/validators.ts';
import type { ConnectionId, Effect, HandshakeDecision, OutgoingData } from '../engine.ts';
import type { Outgoing } from '../outgoing.ts';
import type { Playbook } from '../playbook.ts';
import type { Random } from '../random.ts';
import type { Schedule } from '../schedule.ts';
import type { Session } from '../session.ts';

/** What a fault may see and touch of the engine that commits it. */
export interface FaultWorld {
  readonly contract: Contract;
  readonly validators: Validators;
  readonly playbook: Playbook;
  readonly random: Random;
  readonly schedule: Schedule;
  readonly sessions: ReadonlyMap<ConnectionId, Session>;
  readonly at: number;
  effects: Effect[];
}

/** Where a fault is committed. Absent: everywhere. A connection's fault is committed on it alone. */
export interface FaultScope {
  readonly endpoint?: EndpointId;
  readonly connection?: ConnectionId;
}

/** A message as it stands on the wire. */
export interface OutgoingFrame {
  readonly message: MessageId | undefined;
  readonly data: OutgoingData;
  /** ms until it is sent. Default 0. */
  readonly delay?: number;
  /** It goes out in pieces: characters in a second. Absent: in one. */
  readonly rate?: number;
  /** The fault that changed, delayed or added it. */
  readonly fault?: string;
}

/** A way in which the mock can be told to be wrong. */
export interface Fault {
  /** As it is switched on: `no-reply`, `close-4401-after-3`. */
  readonly name: string;
  /** What the server does, in one sentence. */
  readonly title: string;
  readonly scope?: FaultScope;
  /**
   * The check that finds it (DESIGN §1, kill law), or `undefined` where this contract promises nothing that the
   * fault breaks.
   */
  breaks(contract: Contract): string | undefined;
  /** Guards of the handshake that look the other way. */
  readonly ignores?: readonly HandshakeGuard[];
  handshake?(decision: HandshakeDecision, attempt: HandshakeAttempt, world: FaultWorld): HandshakeDecision;
  /** Instead of the greeting and the streams of a connection that has just been opened. */
  open?(session: Session, world: FaultWorld): 'handled' | undefined;
  /** What goes out instead of this message. */
  send?(outgoing: Outgoing, world: FaultWorld): readonly Outgoing[];
  /** What goes onto the wire instead of this frame. */
  frame?(frame: OutgoingFrame, session: Session, world: FaultWorld): readonly OutgoingFrame[];
  /** What `frame` keeps back it sends later: nothing is lost. */
  readonly holds?: true;
  /** The connection has been sent its `count`-th message. */
  sent?(count: number, session: Session, world: FaultWorld): void;
  /** Pings stay without a Pong (RFC 6455 §5.5.2). */
  readonly ignoresPings?: true;
  /** Instead of what the contract says about a frame that fits no message. */
  invalid?(session: Session, world: FaultWorld): 'handled' | undefined;
  /** Streams go on after they were ended. */
  readonly keepStreams?: true;
  /** Connections outlive their credential. */
  readonly keepExpired?: true;
  /** Instead of the answer of a companion. */
  answer?(
    answer: Extract<Effect, { type: 'answer' }>,
    world: FaultWorld,
  ): Extract<Effect, { type: 'answer' }>;
}
