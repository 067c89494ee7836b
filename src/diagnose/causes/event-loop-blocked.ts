import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, httpIn } from '../evidence.ts';

export const eventLoopBlocked: Cause = defineCause({
  id: 'EVENT-LOOP-BLOCKED',
  title: 'The whole server is stuck',
  explain: 'TCP is accepted by the operating system, but the program answers nothing, plain HTTP neither.',
  likelihood({ base, evidence }) {
    if (base?.kind !== 'silent') return undefined;
    const gets = entriesOf(evidence, 'get');
    if (gets.length === 0 || gets.some((entry) => httpIn(entry) !== undefined)) return undefined;
    return {
      sure: 'likely',
      why: 'Plain HTTP gets no answer either, and this port does not speak TLS.',
      by: ['baseline', 'GET', 'certificate'],
      tell: 'Ask for a simple page on the server itself: curl -m 2 http://…/health',
    };
  },
  advice: () => ({
    sentence:
      'The server takes connections and answers nothing at all, not even plain HTTP: its event loop or its only worker is blocked, or it speaks no HTTP.',
    fix: [
      'Look for a blocking call in async code (time.sleep, requests.get, a synchronous database driver): run it in a thread (asyncio.to_thread).',
      'Is this the port of something that is no web server (a database, a broker)?',
    ],
  }),
});
