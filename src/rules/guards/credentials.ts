import type { CredentialRequirement } from '../../contract/handshake-policy.ts';
import { type Carried, readCredential } from '../credential-value.ts';
import { describeCarrier } from '../describe-carrier.ts';
import type { CredentialState } from '../handshake-attempt.ts';
import type { Complaint } from './complaint.ts';

/** Who was recognised. */
export interface Recognised {
  readonly role?: string;
  readonly subject?: string;
  /** ms on the judge's clock. */
  readonly expires?: number;
}

/** Every requirement is met by one of its schemes. AsyncAPI: Security Requirement. */
export function judgeCredentials(
  requirements: readonly CredentialRequirement[],
  request: Carried,
  state: (scheme: string, value: string) => CredentialState,
): Complaint | undefined {
  for (const requirement of requirements) {
    const shown = show(requirement, request, state);
    if (shown.kind === 'good') continue;
    return {
      reason: REASONS[shown.kind],
      remedy: `Show one in ${requirement.anyOf.map(describeCarrier).join(' or ')}.`,
    };
  }
  return undefined;
}

/** What the good credentials of a request say about who sends it. */
export function recognise(
  requirements: readonly CredentialRequirement[],
  request: Carried,
  state: (scheme: string, value: string) => CredentialState,
): Recognised {
  const recognised: { -readonly [Key in keyof Recognised]: Recognised[Key] } = {};
  for (const requirement of requirements) {
    const shown = show(requirement, request, state);
    if (shown.kind !== 'good') continue;
    if (shown.role !== undefined) recognised.role = shown.role;
    if (shown.subject !== undefined) recognised.subject = shown.subject;
    if (shown.expires !== undefined) {
      recognised.expires = Math.min(shown.expires, recognised.expires ?? shown.expires);
    }
  }
  return recognised;
}

const REASONS = {
  missing: 'No credential was shown.',
  expired: 'The credential has expired.',
  unknown: 'The credential is not known.',
} as const;

function show(
  { anyOf }: CredentialRequirement,
  request: Carried,
  state: (scheme: string, value: string) => CredentialState,
): CredentialState | { readonly kind: 'missing' } {
  let worst: CredentialState | { readonly kind: 'missing' } = { kind: 'missing' };
  for (const scheme of anyOf) {
    // What travels outside of the handshake (a TLS certificate) cannot be judged here.
    if (scheme.carrier.in === 'elsewhere') return { kind: 'good' };
    const value = readCredential(scheme.carrier, request);
    if (value === undefined) continue;
    const found = state(scheme.name, value);
    if (found.kind === 'good') return found;
    worst = found;
  }
  return worst;
}
