import { type Cause, defineCause } from '../cause.ts';
import { BROWSERS, certificateIn, covers, refusedCertificate, tlsFailure } from '../tls-facts.ts';

export const tlsName: Cause = defineCause({
  id: 'TLS-NAME',
  title: 'The certificate is for another name',
  explain: 'A certificate names the hosts that it is good for, and this host is not among them.',
  likelihood(facts) {
    const failed = tlsFailure(facts, /ALTNAME_INVALID|HOSTNAME_MISMATCH/);
    const certificate = refusedCertificate(facts);
    if (failed !== undefined || certificate === undefined) return failed;
    if (covers(certificate, facts.subject.place.host)) return undefined;
    return {
      sure: 'proven',
      why: `The certificate itself says so: it is for ${certificate.names.join(', ')}.`,
      by: ['baseline', 'certificate'],
    };
  },
  advice(facts) {
    const certificate = certificateIn(facts);
    return {
      sentence: `The TLS certificate is for ${certificate?.names.join(', ') ?? 'another name'}, not for ${facts.subject.place.host}. ${BROWSERS}`,
      fix: ['Use a name that the certificate has, or get one whose subjectAltName has this name.'],
    };
  },
});
