import { type Cause, defineCause } from '../cause.ts';
import { BROWSERS, certificateIn, tlsFailure } from '../tls-facts.ts';

export const tlsUntrusted: Cause = defineCause({
  id: 'TLS-UNTRUSTED',
  title: 'Nobody that is trusted here has signed the certificate',
  explain:
    'It is signed by itself, by a private authority, or the server does not send the intermediate certificate.',
  likelihood: (facts) =>
    tlsFailure(facts, /SELF_SIGNED|UNABLE_TO_VERIFY_LEAF|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED/),
  advice(facts) {
    const certificate = certificateIn(facts);
    return {
      sentence: `The TLS certificate${certificate === undefined ? '' : ` (${certificate.subject}, issued by ${certificate.issuer})`} is signed by nobody that this machine trusts. ${BROWSERS}`,
      fix: [
        `Open https://${facts.subject.place.host}:${facts.subject.place.port}/ in the browser once and accept it, or install its authority (mkcert -install).`,
        'In production: send the whole chain (fullchain.pem, not cert.pem). In Node: NODE_EXTRA_CA_CERTS=ca.pem.',
      ],
    };
  },
});
