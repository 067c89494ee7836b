import type { CredentialState } from '../rules/handshake-attempt.ts';
import { isWrongCredential } from '../rules/wrong-credential.ts';

/** What the mock has handed out, and to whom. */
export interface Credentials {
  issue(scheme: string, value: string, identity: Identity): void;
  /** The schemes that something issues are these now; what was issued stays good. */
  issueFor(schemes: ReadonlySet<string>): void;
  /**
   * A scheme that nothing issues accepts every credential but `countersign-wrong-credential` (for Basic:
   * `countersign:wrong`): the mock cannot know the good ones.
   */
  state(scheme: string, value: string, at: number): CredentialState;
  identity(scheme: string, value: string): Identity | undefined;
}

export interface Identity {
  /** The same for everything that one login led to. */
  readonly subject: string;
  readonly role: string | undefined;
  /** ms on the engine's clock. */
  readonly expires: number | undefined;
}

/** Oldest credentials are forgotten beyond this many, so that a login storm cannot fill the memory. */
const MOST = 10_000;

export function createCredentials(issuedSchemes: ReadonlySet<string>): Credentials {
  let issued = issuedSchemes;
  const known = new Map<string, Identity>();
  const key = (scheme: string, value: string): string => `${scheme} ${value}`;
  return {
    issue(scheme, value, identity) {
      known.set(key(scheme, value), identity);
      if (known.size > MOST) {
        const oldest = known.keys().next().value;
        if (oldest !== undefined) known.delete(oldest);
      }
    },
    issueFor(schemes) {
      issued = schemes;
    },
    identity: (scheme, value) => known.get(key(scheme, value)),
    state(scheme, value, at) {
      // The role of an unknown credential is its own text: `Authorization: Bearer staff` is staff.
      if (!issued.has(scheme))
        return isWrongCredential(value) ? { kind: 'unknown' } : { kind: 'good', role: value };
      const identity = known.get(key(scheme, value));
      if (identity === undefined) return { kind: 'unknown' };
      if (identity.expires !== undefined && identity.expires <= at) return { kind: 'expired' };
      return {
        kind: 'good',
        subject: identity.subject,
        ...(identity.role === undefined ? {} : { role: identity.role }),
        ...(identity.expires === undefined ? {} : { expires: identity.expires }),
      };
    },
  };
}
