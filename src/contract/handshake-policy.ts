import type { SourceLocation } from '../errors/source-location.ts';
import type { Promised } from './promise.ts';
import type { SchemaId } from './schema.ts';

/**
 * What a server demands of an opening handshake (RFC 6455 §4.2) and how it refuses one.
 * From the ws channel binding, `security`, the address parameters, and `x-countersign`.
 */
export interface HandshakePolicy {
  /** `'any'`, or the serialised origins (RFC 6454 §6.2) that may connect. */
  readonly origins?: Promised<'any' | readonly string[]>;
  /** What a handshake without `Origin` gets (RFC 6455 §4.2.1: only browsers must send one). */
  readonly missingOrigin?: Promised<'accept' | 'reject'>;
  readonly query: readonly HandshakeField[];
  readonly headers: readonly HandshakeField[];
  readonly subprotocols?: Promised<Subprotocols>;
  /** All of them must hold: the server's `security` and the operations'. Empty: no credential is asked for. */
  readonly credentials: readonly CredentialRequirement[];
  /** Only these roles may connect. */
  readonly roles?: Promised<readonly string[]>;
  readonly refuse: RefusalForms;
  /** What happens to an open connection when its credential expires. */
  readonly expiry?: Promised<{ readonly close: number; readonly within: number }>;
  /** Most connections that may be open at once. */
  readonly connections?: Promised<number>;
}

/** A query parameter or header of the handshake. ws channel binding `query` / `headers`. */
export interface HandshakeField {
  readonly name: string;
  readonly required: boolean;
  /** It stands in the URL of the server: clients send it, and nobody said that the backend refuses who does not. */
  readonly ofUrl?: true;
  /** Judges the value, coerced from its string as the schema's `type` says. */
  readonly schema?: SchemaId;
  /** A value that is known to be good: an example, default, constant or first enum member. */
  readonly example?: string;
  readonly at: SourceLocation;
}

export interface Subprotocols {
  readonly supported: readonly string[];
  readonly required: boolean;
}

/** One Security Requirement list: any one of the schemes satisfies it. */
export interface CredentialRequirement {
  readonly anyOf: readonly CredentialScheme[];
  readonly at: SourceLocation;
}

/** A Security Scheme Object, reduced to where its credential travels. */
export interface CredentialScheme {
  /** The key in `components.securitySchemes`. */
  readonly name: string;
  readonly type:
    | 'http-basic'
    | 'http-bearer'
    | 'api-key'
    | 'user-password'
    | 'oauth2'
    | 'open-id-connect'
    | 'x509'
    | 'other';
  readonly carrier: CredentialCarrier;
  readonly at: SourceLocation;
}

export type CredentialCarrier =
  | { readonly in: 'query' | 'header' | 'cookie'; readonly name: string }
  /** `Authorization: <scheme> <credential>` (RFC 9110 §11.6.2). */
  | { readonly in: 'authorization'; readonly scheme: 'Basic' | 'Bearer' }
  /** As one of the offered subprotocols, the only header that a browser lets a page set. */
  | {
      readonly in: 'subprotocol';
      /** What stands before the credential, `bearer.`; empty: the document does not say. */
      readonly prefix: string;
      /** What the endpoint speaks, and so is no credential. Absent: nothing is known. */
      readonly others?: readonly string[];
    }
  /** Not in the handshake: TLS client certificates, or a scheme that has no meaning for a WebSocket. */
  | { readonly in: 'elsewhere' };

/** How a handshake is refused: with an HTTP status, or by accepting and then closing before any data frame. */
export type RefusalForm = { readonly status: number } | { readonly close: number };

/** Which form is promised for which reason. Absent: no promise; the mock then uses its default. */
export interface RefusalForms {
  readonly path?: Promised<readonly RefusalForm[]>;
  readonly origin?: Promised<readonly RefusalForm[]>;
  readonly credentials?: Promised<readonly RefusalForm[]>;
  readonly role?: Promised<readonly RefusalForm[]>;
  readonly capacity?: Promised<readonly RefusalForm[]>;
  readonly query?: Promised<readonly RefusalForm[]>;
  readonly subprotocol?: Promised<readonly RefusalForm[]>;
}

export type RefusalReason = keyof RefusalForms;

export const REFUSAL_REASONS: readonly RefusalReason[] = [
  'path',
  'origin',
  'credentials',
  'role',
  'capacity',
  'query',
  'subprotocol',
];
