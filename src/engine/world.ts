import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Reply } from '../contract/operation.ts';
import type { HandshakeJudge } from '../rules/judge-handshake.ts';
import type { Recogniser } from '../rules/recognition.ts';
import type { Validators } from '../schema/validators.ts';
import type { Conversation } from './conversation.ts';
import type { Credentials } from './credentials.ts';
import type { ConnectionId, Effect, IsHandled } from './engine.ts';
import type { Fault } from './faults/fault.ts';
import type { Playbook } from './playbook.ts';
import type { Random } from './random.ts';
import type { ReplyPlan } from './reply-plan.ts';
import type { Schedule } from './schedule.ts';
import type { Session } from './session.ts';

/** All that one engine has and knows. Its parts are functions over it. */
export interface World {
  readonly contract: Contract;
  readonly validators: Validators;
  readonly random: Random;
  readonly playbook: Playbook;
  readonly schedule: Schedule;
  readonly judge: HandshakeJudge;
  readonly credentials: Credentials;
  readonly conversation: Conversation;
  /** Those that are switched on for all, for an endpoint or for a connection; a `Session` has those that concern it. */
  faults: readonly Fault[];
  /** May a client ask for faults on its own connection? */
  readonly allowQueryFaults: boolean;
  /** Names of scenarios that are played to each new connection of their endpoints. */
  readonly scenarios: readonly string[];
  /** ms between pushes that nothing triggers, or `'off'`. */
  readonly push: number | 'off';
  readonly seed: number;
  /** ms since the epoch when `at` is 0. */
  readonly startedAt: number;
  readonly sessions: Map<ConnectionId, Session>;
  /** What handlers take. */
  readonly isHandled: IsHandled | undefined;
  recogniser(endpoint: Endpoint): Recogniser;
  replyPlan(reply: Reply): ReplyPlan;
  /** The time of the event that is being taken. */
  at: number;
  /** What the event that is being taken has led to so far. */
  effects: Effect[];
}
