import type { Endpoint } from '../contract/endpoint.ts';
import type { RefusalForm } from '../contract/handshake-policy.ts';
import type { Header } from '../script/script.ts';

/** An opening handshake as a server sees it, already known to be a valid one in the sense of RFC 6455 §4.2.1. */
export interface HandshakeAttempt {
  /** Percent-decoded path, without the query. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly Header[];
}

/** What the one who judges knows beyond the attempt itself. */
export interface HandshakeContext {
  /** Connections that are open at that endpoint. */
  connections(endpoint: Endpoint): number;
  /** Is this credential good for that scheme? */
  credential(scheme: string, value: string): CredentialState;
  /** Guards that look the other way: how the mock's faults make a careless server. */
  readonly ignores?: ReadonlySet<HandshakeGuard>;
}

export type CredentialState =
  | {
      readonly kind: 'good';
      readonly role?: string;
      readonly expires?: number;
      /** The same for all credentials of one login. */
      readonly subject?: string;
    }
  | { readonly kind: 'expired' }
  | { readonly kind: 'unknown' };

/** Which guard of the column refused: one guard, one cause. */
export type HandshakeGuard =
  | 'path'
  | 'parameter'
  | 'missing-origin'
  | 'origin'
  | 'query'
  | 'header'
  | 'subprotocol'
  | 'credentials'
  | 'role'
  | 'capacity';

export type HandshakeJudgement =
  | {
      readonly kind: 'accept';
      readonly endpoint: Endpoint;
      /** Values of the address parameters. */
      readonly parameters: Readonly<Record<string, string>>;
      /** To be selected; absent: none. */
      readonly subprotocol?: string;
      readonly role?: string;
      readonly subject?: string;
      /** When the credential that was shown expires, ms on the clock of the judge. */
      readonly expires?: number;
    }
  | {
      readonly kind: 'refuse';
      readonly guard: HandshakeGuard;
      readonly form: RefusalForm;
      /** Why, in one sentence that names what came. */
      readonly reason: string;
      /** What would have passed. */
      readonly remedy: string;
      /** Absent: the path belongs to none. */
      readonly endpoint?: Endpoint;
    };
