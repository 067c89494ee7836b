import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { ClientReply, OperationId } from '../contract/operation.ts';
import type { OperationIndex } from '../contract/operation-index.ts';
import type { HandshakeAttempt } from '../rules/handshake-attempt.ts';
import type { Recogniser } from '../rules/recognition.ts';
import type { ConnectionId } from './engine.ts';
import type { Playing } from './playing.ts';
import type { Task } from './schedule.ts';

/** One open connection, as the engine remembers it. What most of 10,000 connections never need is made when it is. */
export interface Session {
  readonly connection: ConnectionId;
  readonly endpoint: Endpoint;
  /** Of its endpoint: asked for several times for each frame. */
  readonly operations: OperationIndex;
  readonly parameters: Readonly<Record<string, string>>;
  readonly recogniser: Recogniser;
  /** Its opening handshake, where the driver told. */
  readonly handshake: HandshakeAttempt | undefined;
  readonly role: string | undefined;
  /** Who was recognised by the credential; connections of the same subject get the same events. */
  readonly subject: string | undefined;
  /** The scenario that is played to it. */
  playing?: Playing | undefined;
  /** When the client was last heard. */
  heardAt: number;
  /** Streams that flow: operation and bound values → subscription. */
  subscriptions?: Map<string, Subscription>;
  /** Tasks that end with the connection. */
  tasks?: Set<Task>;
  /** What templates `put` aside. */
  variables?: Map<string, Json>;
  /** How often each push was sent, so that examples come in turn. */
  turns?: Map<OperationId, number>;
  /** What the server has asked and waits for the answer to, the oldest first. */
  readonly asked: Asked[];
  /** Ids that the server has asked with. */
  usedIds?: Set<Json>;
}

/** What the server has asked on one connection, and waits for the answer to. */
export interface Asked {
  readonly reply: ClientReply;
  /** What the server sent. */
  readonly payload: Json;
}

export interface Subscription {
  readonly operation: OperationId;
  /** What began it. */
  readonly request: Json | undefined;
  /** What that was answered with, where something bound is taken from it. */
  readonly replies: readonly Json[] | undefined;
  /** What is bound, in the order of the push's bindings: what tells it from others of the same operation. */
  readonly values: readonly (Json | undefined)[];
  /** The value at `ordered` that was sent last. */
  last: Json | undefined;
  ended: boolean;
}
