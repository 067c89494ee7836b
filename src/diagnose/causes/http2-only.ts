import { type Cause, defineCause } from '../cause.ts';
import type { Facts } from '../facts.ts';
import { isHttp2 } from '../reception.ts';

function spoken({ base }: Facts): string | undefined {
  if (base?.kind === 'not-http' && isHttp2(base.bytes))
    return 'The first bytes of the answer are an HTTP/2 SETTINGS frame.';
  if (base?.kind === 'unreached' && base.stage === 'tls' && /NO_APPLICATION_PROTOCOL/.test(base.code))
    return 'The TLS handshake fails because no application protocol (ALPN) is shared: http/1.1 was offered.';
  return undefined;
}

export const http2Only: Cause = defineCause({
  id: 'HTTP2-ONLY',
  title: 'The server speaks HTTP/2 only',
  explain:
    'A WebSocket begins as an HTTP/1.1 request. Over HTTP/2 it needs the extended CONNECT of RFC 8441, which few servers offer; without HTTP/1.1 beside it most clients cannot connect.',
  likelihood(facts) {
    const why = spoken(facts);
    return why === undefined
      ? undefined
      : { sure: facts.base?.kind === 'not-http' ? 'proven' : 'likely', why, by: ['baseline'] };
  },
  advice: () => ({
    sentence: 'This port speaks HTTP/2 and nothing else; a WebSocket handshake is HTTP/1.1.',
    fix: [
      'Let the server speak HTTP/1.1 as well. Node: http2.createSecureServer({ allowHTTP1: true }); nginx and Envoy: a listener with http/1.1.',
      'A gRPC port is such a port: is it the right one?',
    ],
  }),
});
