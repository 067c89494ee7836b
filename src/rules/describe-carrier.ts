import type { CredentialScheme } from '../contract/handshake-policy.ts';

/** `the query parameter "token"`: where a scheme's credential goes, in words. */
export function describeCarrier(scheme: CredentialScheme): string {
  const { carrier } = scheme;
  switch (carrier.in) {
    case 'query':
      return `the query parameter "${carrier.name}"`;
    case 'header':
      return `the header "${carrier.name}"`;
    case 'cookie':
      return `the cookie "${carrier.name}"`;
    case 'authorization':
      return `Authorization: ${carrier.scheme} …`;
    case 'subprotocol':
      return carrier.prefix === ''
        ? 'Sec-WebSocket-Protocol, offered last'
        : `Sec-WebSocket-Protocol: ${carrier.prefix}…`;
    case 'elsewhere':
      return `${scheme.type} (outside of the handshake)`;
  }
}
