import type { Contract } from '../../contract/contract.ts';
import type { HandshakeAttempt, HandshakeGuard } from '../../rules/handshake-attempt.ts';
import type { Validators } from '../../schema/validators.ts';
import type { Effect, HandshakeDecision } from '../engine.ts';
import type { Outgoing } from '../outgoing.ts';
import type { Playbook } from '../playbook.ts';
import type { Session } from '../session.ts';

/** What a fault may see and touch of the engine that commits it. */
export interface FaultWorld {
  readonly contract: Contract;
  readonly validators: Validators;
  readonly playbook: Playbook;
  effects: Effect[];
}

/** A way in which the mock can be told to be wrong. One catalogue, one name each. */
export interface Fault {
  /** kebab-case; `--fault <name>`. */
  readonly name: string;
  /** What the server does, in one sentence. */
  readonly title: string;
  /**
   * The check that finds it (DESIGN §1, kill law), or `undefined` where this contract promises nothing that the
   * fault breaks.
   */
  breaks(contract: Contract): string | undefined;
  /** Guards of the handshake that look the other way. */
  readonly ignores?: readonly HandshakeGuard[];
  handshake?(decision: HandshakeDecision, attempt: HandshakeAttempt, world: FaultWorld): HandshakeDecision;
  /** What goes out instead of this message. */
  send?(outgoing: Outgoing, world: FaultWorld): readonly Outgoing[];
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
