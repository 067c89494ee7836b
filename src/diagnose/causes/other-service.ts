import { statusOf } from '../answer-facts.ts';
import { type Cause, defineCause } from '../cause.ts';
import { entriesOf } from '../evidence.ts';
import { fieldOf } from '../facts.ts';
import { sayReception } from '../words.ts';

export const otherService: Cause = defineCause({
  id: 'OTHER-SERVICE',
  title: 'Another server has this port',
  explain: 'What answers is a web server of pages or files, not the backend that was meant.',
  likelihood(facts) {
    const { base, asPlain, server, evidence } = facts;
    if (base?.kind !== 'refused') return undefined;
    const companions = entriesOf(evidence, 'companion');
    const none =
      companions.length >= 2 &&
      companions.every(
        ({ answer }) =>
          answer.via === 'http' &&
          answer.record.outcome.kind === 'answered' &&
          answer.record.outcome.status === 404,
      );
    if (server?.server === 'Python http.server' || (none && asPlain === true))
      return {
        sure: 'proven',
        why: `${server?.server === 'Python http.server' ? `Python's file server answers (${server.by})` : 'Everything that the document declares is a 404 there'}; the upgrade gets the same answer as a plain GET (${sayReception(base)}).`,
        by: ['baseline', 'no Upgrade'],
      };
    const type = fieldOf(base.outcome.headers, 'content-type') ?? '';
    if (statusOf(facts) === 200 && asPlain !== false && facts.alike !== false)
      return {
        sure: 'likely',
        why: `The upgrade was answered with a page (200, ${type.split(';')[0]}).`,
        by: ['baseline', 'no Upgrade'],
      };
    return undefined;
  },
  advice: ({ server, subject }) => ({
    sentence: `Port ${subject.place.port} belongs to ${server?.server === 'Python http.server' ? 'Python’s file server' : 'a server of pages or files'}, not to the backend: it answers a WebSocket as it answers any GET.`,
    fix: [
      `Who has the port? ss -ltnp 'sport = :${subject.place.port}'   (macOS: lsof -i :${subject.place.port}). End it, or give the backend another port.`,
      'Is it the frontend’s server that answers every path with index.html? Then a proxy rule for the WebSocket is missing.',
    ],
  }),
});
