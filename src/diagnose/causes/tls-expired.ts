import { type Cause, defineCause } from '../cause.ts';
import { BROWSERS, certificateIn, refusedCertificate, tlsFailure } from '../tls-facts.ts';

export const tlsExpired: Cause = defineCause({
  id: 'TLS-EXPIRED',
  title: 'The certificate is not valid at this time',
  explain: 'A certificate is good between two dates. This one has expired, or is not good yet.',
  likelihood(facts) {
    const failed = tlsFailure(facts, /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/);
    const certificate = refusedCertificate(facts);
    if (failed !== undefined || certificate === undefined) return failed;
    const today = new Date(facts.subject.now).toISOString().slice(0, 10);
    if (certificate.from <= today && today <= certificate.to) return undefined;
    return {
      sure: 'proven',
      why: `The certificate itself says so: it is good from ${certificate.from} to ${certificate.to}.`,
      by: ['baseline', 'certificate'],
    };
  },
  advice(facts) {
    const certificate = certificateIn(facts);
    return {
      sentence: `The TLS certificate${certificate === undefined ? '' : ` (${certificate.subject}) is good from ${certificate.from} to ${certificate.to}, and`} is not valid now. ${BROWSERS}`,
      fix: [
        'Renew the certificate and reload the server. If the dates look right, check the clocks of both machines.',
      ],
    };
  },
});
