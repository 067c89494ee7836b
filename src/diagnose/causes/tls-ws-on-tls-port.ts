import { type Cause, defineCause } from '../cause.ts';
import { entriesOf } from '../evidence.ts';
import { formatPlace } from '../subject.ts';
import { certificateIn } from '../tls-facts.ts';
import { target } from '../words.ts';

export const tlsWsOnTlsPort: Cause = defineCause({
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
    sentence: 'The URL is one without TLS (ws:// or http://), but this port speaks TLS only.',
    fix: [`Use ${formatPlace({ ...subject.place, protocol: 'wss' })}${target(subject)}`],
  }),
});
