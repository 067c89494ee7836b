import type { HandshakePolicy } from './handshake-policy.ts';

/**
 * Where a cookie lets clients in and the document lists no origins, the mock takes only pages of its own host and of
 * this machine: a browser sends the cookie whichever page asks (RFC 6455 §10.2; CWE-1385).
 */
export function takesOwnPagesOnly({
  origins,
  credentials,
}: Pick<HandshakePolicy, 'origins' | 'credentials'>): boolean {
  return (
    origins === undefined &&
    credentials.some(({ anyOf }) => anyOf.some(({ carrier }) => carrier.in === 'cookie'))
  );
}
