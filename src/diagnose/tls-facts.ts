import type { Likelihood } from './cause.ts';
import { entriesOf } from './evidence.ts';
import type { Facts } from './facts.ts';
import type { Certificate } from './probe.ts';

/** What the server's certificate says; `undefined` where TLS is not spoken. */
export function certificateIn({ evidence }: Facts): Certificate | undefined {
  const [entry] = entriesOf(evidence, 'certificate');
  return entry?.answer.via === 'certificate' ? entry.answer.certificate : undefined;
}

export function tlsFailure(facts: Facts, codes: RegExp): Likelihood | undefined {
  const { base } = facts;
  if (base?.kind !== 'unreached' || base.stage !== 'tls' || !codes.test(base.code)) return undefined;
  return {
    sure: 'proven',
    why: `The certificate was refused: ${base.message} (${base.code}). TLS itself is spoken there.`,
    by: ['baseline', 'certificate'],
  };
}

export const BROWSERS = 'A browser shows no warning page for a WebSocket: it fails at once, with code 1006.';

/** Does one of the certificate's names, a wildcard among them (RFC 9525 §6.3), cover that host? */
export function covers(certificate: Certificate, host: string): boolean {
  const wanted = host.toLowerCase();
  return certificate.names.some((each) => {
    const name = each.toLowerCase();
    return name === wanted || (name.startsWith('*.') && wanted.replace(/^[^.]+/, '*') === name);
  });
}

/** The certificate that was refused, for whatever reason came first. */
export function refusedCertificate(facts: Facts): Certificate | undefined {
  const { base } = facts;
  return base?.kind === 'unreached' && base.stage === 'tls' ? certificateIn(facts) : undefined;
}
