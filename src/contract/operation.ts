import type { SourceLocation } from '../errors/source-location.ts';
import type { Binding } from './binding.ts';
import type { Described } from './described.ts';
import type { MessageId } from './message.ts';
import type { Promised } from './promise.ts';
import type { SchemaId } from './schema.ts';

/** The operation's key in the document (AsyncAPI 3), or its `operationId`, or a name made from its channel. */
export type OperationId = string;

/** What happens on a connection once it is open. */
export type Operation = RequestOperation | PushOperation;

interface OperationBase extends Described {
  readonly id: OperationId;
  /** Any one of these is sent. Never empty. */
  readonly messages: readonly MessageId[];
  /** Roles that may use (request) or get (push) it. Absent: everybody who is connected. */
  readonly roles?: Promised<readonly string[]>;
  readonly at: SourceLocation;
}

/** The client sends; the server may answer. */
export interface RequestOperation extends OperationBase {
  readonly kind: 'request';
  /** Dispatch: the request's payload must satisfy this schema, else the next operation with that message is tried. */
  readonly when?: SchemaId;
  /** Absent: nothing is known to answer it. */
  readonly reply?: Reply;
  /** After it, and after its reply, the server closes the connection with this code (RFC 6455 §7.4). */
  readonly closes?: Promised<number>;
}

/** The server sends of its own accord: an event, or a stream of them. */
export interface PushOperation extends OperationBase {
  readonly kind: 'push';
  /** A stream's cadence in ms: the first event at once, then one in each interval. Absent: an event that just comes. */
  readonly every?: Promised<number>;
  /** How often the mock sends it, in ms, where the document says so without promising it (Microcks' `frequency`). */
  readonly pace?: number;
  /** Starts with this request operation, once per subscription (told apart by `bind`), or is triggered by this companion. */
  readonly after?: Promised<OperationId>;
  /** Ends with this request operation; only the subscription with equal bound values. */
  readonly until?: Promised<OperationId>;
  /** Where the request that ends it says a bound value; for the other ones, the place where the one that began it did. */
  readonly endBind?: readonly Binding[];
  /** Which connections of the endpoint get what a request triggers. Absent: the one that asked. */
  readonly to?: Promised<Audience>;
  /** The server asks, and the client answers. AsyncAPI: Operation Reply Object of what the server sends. */
  readonly reply?: ClientReply;
  readonly bind: readonly Binding[];
  /** JSON Pointer to a value that never decreases within one stream. */
  readonly ordered?: Promised<string>;
}

/** `others`: all but the one that asked; `address`: those with the same address parameters. */
export type Audience = 'sender' | 'all' | 'others' | 'address';

/** What a client answers when the server asks. */
export interface ClientReply {
  /** One of these. Never empty. */
  readonly messages: readonly MessageId[];
  /** What the answer repeats of what was asked: `from` is a place in the server's message. May be empty. */
  readonly bind: readonly Binding[];
  readonly at: SourceLocation;
}

/** What answers a request. AsyncAPI: Operation Reply Object, `x-countersign.reply`, or an inference. */
export interface Reply {
  /** An inferred reply is used by the mock and only observed by `verify`. */
  readonly basis: 'document' | 'extension' | 'inferred';
  /** Without a `sequence`, exactly one of these answers. Never empty. */
  readonly messages: readonly MessageId[];
  /** All of these, in this order. */
  readonly sequence?: readonly ReplyStep[];
  readonly bind: readonly Binding[];
  /** ms from the request to the last message of the reply. */
  readonly within?: Promised<number>;
  /** ms that the mock waits before it answers. */
  readonly delay: number;
  /** How the mock chooses the example that answers, where the document says so without promising it. */
  readonly dispatch?: ReplyDispatch;
  readonly at: SourceLocation;
}

export interface ReplyStep {
  readonly message: MessageId;
  /** How often in a row, at least 1. */
  readonly repeat: number;
  /** The example to play, by name. Absent: the one named like the request's, else the first. */
  readonly example?: string;
}

/** Microcks' dispatchers: JSON_BODY and FALLBACK are cases, SEQUENCE and RANDOM are `otherwise`. */
export interface ReplyDispatch {
  /** The first whose schema the request satisfies (absent: any does) names the example. */
  readonly cases: readonly { readonly when?: SchemaId; readonly example: string }[];
  /** Where no case is left: all examples in turn, or any of them. Absent: as without a dispatcher. */
  readonly otherwise?: 'in-turn' | 'random';
}
