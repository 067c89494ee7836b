import type { SourceLocation } from '../errors/source-location.ts';
import type { Binding, TextPattern } from './binding.ts';
import type { Described } from './described.ts';
import type { HandshakePolicy } from './handshake-policy.ts';
import type { MessageId } from './message.ts';
import type { Operation, OperationId } from './operation.ts';
import type { Promised } from './promise.ts';
import type { SchemaId } from './schema.ts';

/** The key of its first channel; qualified by the server where the same address stands on several. */
export type EndpointId = string;

/** One address on one server: what a client opens a WebSocket to. Several channels may share it. */
export interface Endpoint extends Described {
  readonly id: EndpointId;
  /** Tags of its channels and operations. Absent: none. */
  readonly tags?: readonly string[];
  /** Key of `Contract.servers`. */
  readonly server: string;
  /** Further servers that have the same address, such as staging beside production. Absent: none. */
  readonly alternatives?: readonly string[];
  /** Keys of the channels that live at this address. */
  readonly channels: readonly string[];
  /** Server pathname and channel address joined: `/ws/stock/{symbol}`. Always starts with `/`. */
  readonly address: string;
  /** In the order of the address. */
  readonly parameters: readonly AddressParameter[];
  readonly handshake: HandshakePolicy;
  /** What each side may send: the recogniser's two indexes. */
  readonly messages: { readonly client: readonly MessageId[]; readonly server: readonly MessageId[] };
  readonly operations: readonly Operation[];
  /** Of its client's texts, those whose patterns have named groups: what templates find parts of a text by. */
  readonly texts?: readonly TextPattern[];
  /** How messages are bound that no push of `operations` sends: a greeting, what bad input gets. Absent: not at all. */
  readonly bindings?: Readonly<Record<MessageId, readonly Binding[]>>;
  /** Sent by the server on open, in this order. */
  readonly greeting?: Promised<readonly MessageId[]>;
  /** What a frame that fits no message gets. */
  readonly invalid?: Promised<InvalidPolicy>;
  /** The reply to a frame that is well formed (JSON, where the endpoint speaks JSON) and fits no message. */
  readonly otherwise?: Promised<MessageId>;
  readonly keepalive?: Promised<Keepalive>;
  /** Most bytes in one message; more is closed with 1009. */
  readonly payloadLimit?: Promised<number>;
  /** This endpoint must not exist; clients use these companions instead. */
  readonly absent?: Promised<{ readonly fallback: readonly OperationId[] }>;
  readonly at: SourceLocation;
}

export interface AddressParameter {
  readonly name: string;
  readonly enum?: readonly string[];
  /** Values that are known to be good: examples, default, enum. May be empty. */
  readonly examples: readonly string[];
  readonly schema?: SchemaId;
  readonly at: SourceLocation;
}

export type InvalidPolicy =
  | { readonly kind: 'ignore' }
  | { readonly kind: 'reply'; readonly message: MessageId }
  | { readonly kind: 'close'; readonly code: number };

/** After `idle` ms of silence from the client the server sends `send`; after `close` ms of it, it closes. */
export interface Keepalive {
  readonly idle: number;
  readonly send?: MessageId;
  /** It sends a Ping as well (RFC 6455 §5.5.2); a Pong is a sign of life. */
  readonly ping?: true;
  readonly close?: number;
  /** The Close code. Absent: 1000. */
  readonly code?: number;
}
