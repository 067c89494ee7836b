import { X509Certificate } from 'node:crypto';

/** A certificate and its private key, PEM. */
export interface TlsCertificate {
  readonly cert: string;
  readonly key: string;
}

/** How long a made certificate is good. */
const DAYS = 365;
const DAY = 24 * 60 * 60 * 1000;

/** A fresh certificate for this machine: `localhost`, `127.0.0.1` and `::1`; EC P-256, good for a year. */
export async function selfSigned(): Promise<TlsCertificate> {
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    // A clock that is a little behind must not find it from the future.
    notBeforeDate: new Date(Date.now() - DAY),
    notAfterDate: new Date(Date.now() + DAYS * DAY),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}

/** SHA-256, `AB:CD:…`, as browsers and openssl show it. */
export function fingerprintOf(cert: string): string {
  return new X509Certificate(cert).fingerprint256;
}

/** Will it be good for another day? What is no certificate is not. */
export function isFresh({ cert }: TlsCertificate): boolean {
  try {
    return Date.parse(new X509Certificate(cert).validTo) > Date.now() + DAY;
  } catch {
    return false;
  }
}
