import type { Contract } from '../contract/contract.ts';
import type { CredentialScheme } from '../contract/handshake-policy.ts';
import type { AnswerRecord } from '../transcript/transcript.ts';

/** RFC 6265 §4.1.1: the cookie of the scheme's name, else the only one there is. */
export function issuedCookie(
  { outcome }: AnswerRecord,
  scheme: CredentialScheme | undefined,
): string | undefined {
  if (outcome.kind !== 'answered') return undefined;
  const cookies = outcome.headers
    .filter(([name]) => name.toLowerCase() === 'set-cookie')
    .map(([, value]) => /^\s*([^=;\s]+)\s*=\s*([^;]*)/.exec(value))
    .filter((match) => match !== null);
  const carrier = scheme?.carrier;
  const named = cookies.find(([, name]) => carrier?.in === 'cookie' && name === carrier.name);
  return (named ?? (carrier?.in === 'cookie' ? undefined : cookies[0]))?.[2]?.trim();
}

/** The security scheme of that name, where anything demands it. */
export function credentialScheme(contract: Contract, name: string): CredentialScheme | undefined {
  const requirements = [
    ...contract.endpoints.flatMap(({ handshake }) => handshake.credentials),
    ...contract.companions.flatMap(({ credentials }) => credentials),
  ];
  return requirements.flatMap(({ anyOf }) => anyOf).find((scheme) => scheme.name === name);
}

/** As it travels: `user:password` becomes base64 for Basic (RFC 7617 §2). */
export function asSent(scheme: CredentialScheme | undefined, value: string): string {
  const basic = scheme?.carrier.in === 'authorization' && scheme.carrier.scheme === 'Basic';
  return basic && value.includes(':') ? Buffer.from(value).toString('base64') : value;
}
