import { type Cause, defineCause } from '../cause.ts';
import { entriesOf } from '../evidence.ts';

export const corsCompanions: Cause = defineCause({
  id: 'CORS-COMPANIONS',
  title: 'The WebSocket works; the page may not read the HTTP answers',
  explain:
    'CORS is about fetch, not about WebSockets. The companions (login, token, status) answer without Access-Control-Allow-Origin.',
  likelihood({ refused, base, evidence, subject }) {
    if (refused || base === undefined || subject.contract === undefined) return undefined;
    const [preflight] = entriesOf(evidence, 'preflight');
    if (preflight === undefined || preflight.answer.via !== 'http') return undefined;
    const { outcome } = preflight.answer.record;
    if (outcome.kind !== 'answered') return undefined;
    const allowed = outcome.headers.find(
      ([name]) => name.toLowerCase() === 'access-control-allow-origin',
    )?.[1];
    if (allowed === preflight.aim.origin || allowed === '*')
      return { sure: 'ruled-out', why: `${preflight.aim.origin} may read the companions.` };
    return {
      sure: 'proven',
      why: `The handshake with Origin ${preflight.aim.origin} is accepted, and a preflight with the same Origin gets ${outcome.status} without Access-Control-Allow-Origin.`,
      by: ['baseline', preflight.probe.id],
    };
  },
  advice: ({ subject }) => ({
    sentence: `The WebSocket connects; it does not care for CORS. But pages of ${subject.origin} may not read the HTTP companions that the document declares: CORS is not configured for them.`,
    fix: [
      `app.add_middleware(CORSMiddleware, allow_origins=["${subject.origin}"], allow_credentials=True, allow_methods=["*"], allow_headers=["*"])`,
    ],
    corrections: ['CORS decides what a page may read over HTTP. It neither opens nor closes a WebSocket.'],
  }),
});
