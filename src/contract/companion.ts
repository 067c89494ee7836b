import type { SourceLocation } from '../errors/source-location.ts';
import type { Described } from './described.ts';
import type { CredentialRequirement, HandshakeField } from './handshake-policy.ts';
import type { MessageId } from './message.ts';
import type { OperationId } from './operation.ts';
import type { Promised } from './promise.ts';

/** An HTTP operation of the same document: login, token, health, status. AsyncAPI: http operation binding. */
export interface Companion extends Described {
  readonly id: OperationId;
  /** Tags of its channels and operations. Absent: none. */
  readonly tags?: readonly string[];
  /** Key of `Contract.servers`; an http server, or the WebSocket server whose host it shares. */
  readonly server: string;
  readonly method: string;
  /** Like an endpoint's address. */
  readonly address: string;
  readonly parameters: readonly HandshakeField[];
  readonly query: readonly HandshakeField[];
  /** The body's messages; empty: no body. */
  readonly request: readonly MessageId[];
  readonly responses: readonly CompanionResponse[];
  readonly credentials: readonly CredentialRequirement[];
  readonly roles?: Promised<readonly string[]>;
  /** What a client without a good credential, or of the wrong role, gets. */
  readonly refuse: { readonly credentials?: Promised<number>; readonly role?: Promised<number> };
  /** What a good answer hands out, and for which scheme it is good. */
  readonly issues?: Promised<Issue>;
  readonly cors?: Promised<CorsPolicy>;
  /** How often clients ask for it, in ms, where polling it is the protocol. */
  readonly every?: Promised<number>;
  readonly at: SourceLocation;
}

export interface CompanionResponse {
  /** The http message binding's `statusCode`; 200 where none is declared. */
  readonly status: number;
  readonly message: MessageId;
}

/** `x-countersign.issues`. */
export interface Issue {
  /** Name of the security scheme that accepts it. A cookie scheme's credential travels in `Set-Cookie`. */
  readonly scheme: string;
  /** JSON Pointer into the response's payload. Absent for a cookie. */
  readonly at?: string;
  /** ms until it expires. Absent: it does not. */
  readonly ttl?: number;
  /** JSON Pointer into the response's payload where the role stands. Absent: inherited from the credential shown. */
  readonly role?: string;
}

/** Fetch standard, CORS protocol: what a browser page of another origin may read. */
export interface CorsPolicy {
  readonly origins: 'any' | readonly string[];
  readonly credentials: boolean;
}
