import { type Cause, defineCause } from '../cause.ts';

export const tlsFailed: Cause = defineCause({
  id: 'TLS-FAILED',
  title: 'TLS is not agreed on',
  explain:
    'Client and server found no common version, or the server wants a client certificate or another name (SNI).',
  likelihood({ base }) {
    if (base?.kind !== 'unreached' || base.stage !== 'tls') return undefined;
    // http2-only knows this one.
    if (/NO_APPLICATION_PROTOCOL/.test(base.code)) return undefined;
    return {
      sure: 'possible',
      why: `${base.message} (${base.code})`,
      by: ['baseline'],
      tell: 'openssl s_client -connect host:port   says at which step of TLS it fails.',
    };
  },
  advice: ({ base }) => ({
    sentence: `The TLS handshake failed: ${base?.kind === 'unreached' ? base.message : ''}`,
    fix: [
      'Look with: openssl s_client -connect host:port -servername host',
      'Does the server want a client certificate, TLS 1.0, or another SNI name?',
    ],
  }),
});
