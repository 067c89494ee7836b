import type { CredentialCarrier } from '../contract/handshake-policy.ts';

/** A credential that nobody ever issued: `verify` shows it, and a mock that takes any other refuses it. */
const WRONG = 'countersign-wrong-credential';

/** The same for Basic (RFC 7617 §2): base64 of `countersign:wrong`. */
const WRONG_BASIC = 'Y291bnRlcnNpZ246d3Jvbmc=';

export function wrongCredential(carrier: CredentialCarrier): string {
  return carrier.in === 'authorization' && carrier.scheme === 'Basic' ? WRONG_BASIC : WRONG;
}

/**
 * A good credential with something behind it. It is of the letters of base64url (RFC 4648 §5), so that a token decodes as
 * before: code that does not look at the signature takes it.
 */
export function alteredCredential(good: string): string {
  return `${good}${WRONG}`;
}

/** Also behind a scheme of the API's own in a header, `Token countersign-wrong-credential` (RFC 9110 §11.4). */
export function isWrongCredential(value: string): boolean {
  const credential = value.slice(value.lastIndexOf(' ') + 1);
  return credential.endsWith(WRONG) || credential === WRONG_BASIC;
}
