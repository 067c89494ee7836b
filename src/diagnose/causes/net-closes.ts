import { type Cause, defineCause } from '../cause.ts';
import { certificateIn } from '../tls-facts.ts';
import { sayReception } from '../words.ts';

export const netCloses: Cause = defineCause({
  id: 'NET-CLOSES',
  title: 'Something takes the connection, and hangs up on everybody',
  explain:
    'TCP is accepted and ended at once, for plain HTTP too. So looks a published port of a container in which nobody listens (or only on 127.0.0.1), a tunnel without its other end, or nginx with return 444.',
  likelihood(facts) {
    const { base, gone } = facts;
    if (base?.kind !== 'dropped' || !gone || certificateIn(facts) !== undefined) return undefined;
    return {
      sure: 'proven',
      why: `The upgrade and plain HTTP alike: ${sayReception(base)}, on every path. TLS is not spoken there either.`,
      by: ['baseline', 'GET', 'GET control', 'certificate'],
    };
  },
  advice: ({ subject }) => ({
    sentence: `Port ${subject.place.port} accepts connections and ends each without a word: there is a door, and nobody behind it.`,
    fix: [
      'In a container: does the program run (docker compose ps, docker logs), and does it listen on 0.0.0.0, not on 127.0.0.1?',
      'Does the published port lead to the port that the program listens on (8000:8000)?',
      'A tunnel (ssh -L, kubectl port-forward): is its other end there? nginx: is there a return 444?',
    ],
  }),
});
