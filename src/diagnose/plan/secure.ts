import type { Facts } from '../facts.ts';
import { handshakeProbe } from '../make-probe.ts';
import type { Probe } from '../probe.ts';
import { formatPlace, type Place } from '../subject.ts';

/** Where TLS fails, or a plain port says nothing that is HTTP: is the other protocol spoken there? */
export function askSecure({ base, subject, get }: Facts): readonly Probe[] {
  const { place } = subject;
  const secure: Place = { ...place, protocol: 'wss' };
  const certificate: Probe = {
    id: 'certificate',
    question: 'Is TLS spoken here, and what does the certificate say?',
    sent: `TLS ClientHello to ${formatPlace(secure)}`,
    aim: { of: 'certificate' },
    ask: { via: 'certificate', place: secure },
  };
  if (base?.kind === 'unreached' && base.stage === 'tls') {
    const plain: Place = { ...place, protocol: 'ws' };
    return [
      certificate,
      handshakeProbe(
        subject,
        { id: 'without TLS', question: 'Does this port speak plain ws?', aim: { of: 'scheme' } },
        { place: plain, variation: { bare: true } },
      ),
    ];
  }
  const odd =
    base?.kind === 'not-http' ||
    ((base?.kind === 'dropped' || base?.kind === 'silent') && get === undefined) ||
    (base?.kind === 'refused' &&
      base.outcome.status === 400 &&
      /HTTPS? (port|server)/i.test(base.outcome.body));
  return place.protocol === 'ws' && odd ? [certificate] : [];
}
