import type { CredentialRequirement } from '../contract/handshake-policy.ts';
import type { Finding } from '../result/result.ts';

/** Credentials are asked for, but none that a request must carry: a TLS certificate, or a scheme of another protocol. */
export function unseenCredential(credentials: readonly CredentialRequirement[]): Finding {
  const schemes = credentials
    .flatMap(({ anyOf }) => anyOf)
    .filter(({ carrier }) => carrier.in === 'elsewhere')
    .map(({ name, type }) => (type === 'other' || name === type ? `"${name}"` : `"${name}" (${type})`));
  return {
    outcome: 'skipped',
    message: `The security scheme ${[...new Set(schemes)].join(' and ')} has no place in an HTTP request, so that no request shows whether it is asked for.`,
    remedy: 'Say where the credential travels: type "http" or "httpApiKey".',
  };
}
