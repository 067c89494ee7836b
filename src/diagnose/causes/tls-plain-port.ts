import { type Cause, defineCause } from '../cause.ts';
import { entriesOf } from '../evidence.ts';
import { formatPlace } from '../subject.ts';
import { target } from '../words.ts';

export const tlsPlainPort: Cause = defineCause({
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
    sentence: 'TLS was asked for (wss:// or https://), but this port speaks no TLS.',
    fix: [
      `Use ${formatPlace({ ...subject.place, protocol: 'ws' })}${target(subject)}, or put TLS in front of the server (uvicorn --ssl-certfile … --ssl-keyfile …, nginx).`,
      'A page that was loaded over https may not open ws:// (except to localhost): there it has to be TLS.',
    ],
  }),
});
