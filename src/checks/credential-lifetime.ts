import type { CredentialRequirement } from '../contract/handshake-policy.ts';
import type { Identity } from './check.ts';

/** ms that what the identity shows is good, the shortest of it. `undefined`: nobody knows. */
export function credentialLifetime(
  credentials: readonly CredentialRequirement[],
  identity: Identity,
): number | undefined {
  const lifetimes = credentials.flatMap(({ anyOf }) => {
    const scheme = anyOf.find(({ name }) => identity.schemes.includes(name));
    const lifetime = scheme === undefined ? undefined : identity.lifetimes?.[scheme.name];
    return lifetime === undefined ? [] : [lifetime];
  });
  return lifetimes.length === 0 ? undefined : Math.min(...lifetimes);
}
