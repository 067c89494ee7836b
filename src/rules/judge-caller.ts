import type { Companion } from '../contract/companion.ts';
import type { Carried } from './credential-value.ts';
import { judgeCredentials, recognise } from './guards/credentials.ts';
import type { CredentialState, HandshakeGuard } from './handshake-attempt.ts';

/** Who asks a companion. */
export interface CompanionCaller {
  readonly kind: 'known';
  readonly role?: string;
  readonly subject?: string;
}

export type CallerJudgement =
  | CompanionCaller
  | {
      readonly kind: 'refused';
      readonly guard: 'credentials' | 'role';
      readonly status: number;
      readonly reason: string;
    };

/** May this request use the companion? RFC 9110 §15.5.2 (401) and §15.5.4 (403) where the document says no status. */
export function judgeCaller(
  companion: Companion,
  request: Carried,
  context: {
    state(scheme: string, value: string): CredentialState;
    readonly ignores?: ReadonlySet<HandshakeGuard>;
  },
): CallerJudgement {
  const state = (scheme: string, value: string): CredentialState => context.state(scheme, value);
  const complaint = judgeCredentials(companion.credentials, request, state);
  if (complaint !== undefined && context.ignores?.has('credentials') !== true) {
    const status = companion.refuse.credentials?.value ?? 401;
    return {
      kind: 'refused',
      guard: 'credentials',
      status,
      reason: `${complaint.reason} ${complaint.remedy}`,
    };
  }
  const { role, subject } = recognise(companion.credentials, request, state);
  const roles = companion.roles?.value;
  if (roles !== undefined && !roles.includes(role ?? '') && context.ignores?.has('role') !== true) {
    const status = companion.refuse.role?.value ?? 403;
    return { kind: 'refused', guard: 'role', status, reason: `Only ${roles.join(', ')} may do this.` };
  }
  return {
    kind: 'known',
    ...(role === undefined ? {} : { role }),
    ...(subject === undefined ? {} : { subject }),
  };
}
