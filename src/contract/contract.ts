import type { Companion } from './companion.ts';
import type { Endpoint, EndpointId } from './endpoint.ts';
import type { RefusalForm } from './handshake-policy.ts';
import type { Message, MessageId } from './message.ts';
import type { Party } from './party.ts';
import type { Promised } from './promise.ts';
import type { Scenario } from './scenario.ts';
import type { ContractSchema, SchemaId } from './schema.ts';

/**
 * What an AsyncAPI document says about a WebSocket API, in a form that no longer knows which version of
 * AsyncAPI it was written in. Immutable, and plain JSON: it can be cached, bundled and sent.
 */
export interface Contract {
  /** Of this model; a cache with another number is stale. */
  readonly format: 1;
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  /** The document, as the user named it. */
  readonly file: string;
  readonly perspective: Perspective;
  readonly servers: Readonly<Record<string, Server>>;
  readonly endpoints: readonly Endpoint[];
  readonly companions: readonly Companion[];
  readonly scenarios: readonly Scenario[];
  readonly messages: Readonly<Record<MessageId, Message>>;
  readonly schemas: Readonly<Record<SchemaId, ContractSchema>>;
  /** What a path that the document does not have may get, from `x-countersign.refuse.path` of each server. */
  readonly unknownPath: Readonly<Record<string, Promised<readonly RefusalForm[]>>>;
}

/** Whose view the document was written from (DESIGN §4). */
export interface Perspective {
  readonly value: Party;
  readonly chosenBy: 'document' | 'option' | 'auto';
  /** Above 0 speaks for the server's view, below for the client's. */
  readonly score: number;
  readonly reasons: readonly string[];
  /** All that speaks for a view, whoever chose it. Absent: nothing does. */
  readonly clues?: readonly PerspectiveClue[];
}

/** One thing that speaks for a view: above 0 for the server's, below 0 for the client's. */
export interface PerspectiveClue {
  readonly weight: number;
  readonly reason: string;
}

/** AsyncAPI: Server Object, with its variables filled in. */
export interface Server {
  readonly name: string;
  readonly protocol: 'ws' | 'wss' | 'http' | 'https';
  /** `host` or `host:port`. */
  readonly host: string;
  /** Joined in front of every channel address already; kept for `--target`. `''` or starts with `/`. */
  readonly pathname: string;
  readonly description?: string;
}

export type { Endpoint, EndpointId, Message, MessageId };
