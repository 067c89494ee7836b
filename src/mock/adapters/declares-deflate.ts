import type { Endpoint } from '../../contract/endpoint.ts';

/**
 * Does the document ask for permessage-deflate (RFC 7692)? It does where the ws binding's headers have
 * `Sec-WebSocket-Extensions` with that name as constant, first enum member, default or example.
 */
export function declaresDeflate(endpoint: Endpoint | undefined): boolean {
  return (endpoint?.handshake.headers ?? []).some(
    ({ name, example }) =>
      name.toLowerCase() === 'sec-websocket-extensions' && example?.includes('permessage-deflate') === true,
  );
}
