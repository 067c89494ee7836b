import { type Cause, defineCause, type Likelihood } from '../cause.ts';
import { entriesOf } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import type { Certificate } from '../probe.ts';

/** What the server's certificate says; `undefined` where TLS is not spoken. */
export function certificateIn({ evidence }: Facts): Certificate | undefined {
  const [entry] = entriesOf(evidence, 'certificate');
  return entry?.answer.via === 'certificate' ? entry.answer.certificate : undefined;
}

function tlsFailure(facts: Facts, codes: RegExp): Likelihood | undefined {
  const { base } = facts;
  if (base?.kind !== 'unreached' || base.stage !== 'tls' || !codes.test(base.code)) return undefined;
  return {
    sure: 'proven',
    why: `The certificate was refused: ${base.message} (${base.code}). TLS itself is spoken there.`,
    by: ['baseline', 'certificate'],
  };
}

const BROWSERS = 'A browser shows no warning page for a WebSocket: it fails at once, with code 1006.';

export const tlsExpired: Cause = defineCause({
  id: 'TLS-EXPIRED',
  title: 'The certificate is not valid at this time',
  explain: 'A certificate is good between two dates. This one has expired, or is not good yet.',
  likelihood: (facts) => tlsFailure(facts, /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/),
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

export const tlsName: Cause = defineCause({
  id: 'TLS-NAME',
  title: 'The certificate is for another name',
  explain: 'A certificate names the hosts that it is good for, and this host is not among them.',
  likelihood: (facts) => tlsFailure(facts, /ALTNAME_INVALID|HOSTNAME_MISMATCH/),
  advice(facts) {
    const certificate = certificateIn(facts);
    return {
      sentence: `The TLS certificate is for ${certificate?.names.join(', ') ?? 'another name'}, not for ${facts.subject.place.host}. ${BROWSERS}`,
      fix: ['Use a name that the certificate has, or get one whose subjectAltName has this name.'],
    };
  },
});

export const wssOnPlainPort: Cause = defineCause({
  id: 'TLS-PLAIN-PORT',
  title: 'wss:// at a port that speaks no TLS',
  explain: 'wss begins with a TLS handshake. This port answers plain HTTP.',
  likelihood(facts) {
    const { base, evidence } = facts;
    if (base?.kind !== 'unreached' || base.stage !== 'tls') return undefined;
    const [plain] = entriesOf(evidence, 'scheme');
    const outcome =
      plain?.answer.via === 'handshake'
        ? plain.answer.transcript.connections.a?.handshake.outcome
        : undefined;
    if (outcome === undefined || outcome.kind === 'failed') return undefined;
    return {
      sure: 'proven',
      why: `The TLS handshake failed (${base.code}), and the same port answers plain ws with HTTP ${outcome.status}.`,
      by: ['baseline', 'without TLS'],
    };
  },
  advice: ({ subject }) => ({
    sentence: 'The URL says wss://, but this port speaks no TLS.',
    fix: [
      `Use ws://${subject.place.host}:${subject.place.port}${subject.path}, or put TLS in front of the server (uvicorn --ssl-certfile … --ssl-keyfile …, nginx).`,
      'A page that was loaded over https may not open ws:// (except to localhost): there it has to be TLS.',
    ],
  }),
});

export const wsOnTlsPort: Cause = defineCause({
  id: 'TLS-WS-ON-TLS-PORT',
  title: 'ws:// at a port that speaks TLS',
  explain: 'The server waits for a TLS handshake and got plain HTTP.',
  likelihood(facts) {
    const { subject, evidence } = facts;
    if (subject.place.protocol !== 'ws') return undefined;
    const certificate = certificateIn(facts);
    if (certificate !== undefined)
      return {
        sure: 'proven',
        why: 'Plain HTTP got no HTTP answer, and the same port completes a TLS handshake.',
        by: ['baseline', 'certificate'],
      };
    if (entriesOf(evidence, 'certificate').length === 0) return undefined;
    return { sure: 'ruled-out', why: 'This port does not speak TLS.' };
  },
  advice: ({ subject }) => ({
    sentence: 'The URL says ws://, but this port speaks TLS only.',
    fix: [`Use wss://${subject.place.host}:${subject.place.port}${subject.path}`],
  }),
});

export const tlsOther: Cause = defineCause({
  id: 'TLS-FAILED',
  title: 'TLS is not agreed on',
  explain:
    'Client and server found no common version, or the server wants a client certificate or another name (SNI).',
  likelihood({ base }) {
    if (base?.kind !== 'unreached' || base.stage !== 'tls') return undefined;
    return { sure: 'possible', why: `${base.message} (${base.code})`, by: ['baseline'] };
  },
  advice: ({ base }) => ({
    sentence: `The TLS handshake failed: ${base?.kind === 'unreached' ? base.message : ''}`,
    fix: [
      'Look with: openssl s_client -connect host:port -servername host',
      'Does the server want a client certificate, TLS 1.0, or another SNI name?',
    ],
  }),
});
