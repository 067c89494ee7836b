import { type Cause, defineCause } from '../cause.ts';
import { type Facts, fieldOf } from '../facts.ts';
import { registerRoute } from '../fixes/register-route.ts';
import { sayReception } from '../words.ts';

/** What shows that there is an HTTP endpoint at this very path, and not beside it. */
function endpointOfHttp(facts: Facts): string | undefined {
  const { get, getControl, openapi, subject } = facts;
  if (openapi?.paths.includes(subject.path) === true)
    return '/openapi.json lists the path, and lists no WebSockets ever';
  if (get === undefined || getControl === undefined || get.status === getControl.status) return undefined;
  if (get.status === 405) return 'plain GET gets 405 there, and another status beside it';
  if (get.status >= 200 && get.status < 300)
    return `plain GET gets ${get.status} there, and ${getControl.status} beside it`;
  return undefined;
}

export const httpOnlyPath: Cause = defineCause({
  id: 'HTTP-ONLY-PATH',
  title: 'This path is an ordinary HTTP endpoint',
  explain: 'The path exists, and belongs to plain HTTP (a GET or a POST). No WebSocket is there.',
  likelihood(facts) {
    const { base, refused, alike, asPlain, flips } = facts;
    if (!refused || base?.kind !== 'refused' || flips.length > 0) return undefined;
    if (base.outcome.status === 405)
      return {
        sure: 'likely',
        why: `The answer is 405; allowed is ${fieldOf(base.outcome.headers, 'allow') ?? 'another method'}.`,
        by: ['baseline'],
      };
    const there = endpointOfHttp(facts);
    if (there === undefined || facts.proxyPage !== undefined) return undefined;
    // Answered as WebSockets are refused that nobody knows, or as the plain request is.
    if (alike !== true && asPlain !== true) return undefined;
    return {
      sure: 'likely',
      why: `${there}; the upgrade gets ${sayReception(base)}${alike === true ? ', as on random paths' : ', as the same request without it'}.`,
      by: ['baseline', 'GET', 'GET control'],
      tell: 'Look into the routes of the server: is a WebSocket registered at this path, too?',
    };
  },
  advice: (facts) => ({
    sentence: `At ${facts.subject.path} is an ordinary HTTP endpoint, no WebSocket.${facts.paths[0] === undefined ? '' : ` One that accepts WebSockets is ${facts.paths[0].aim.path}.`}`,
    fix: [
      facts.paths[0] === undefined
        ? 'Look for the path of the WebSocket; it is another one.'
        : `Connect to ${facts.paths[0].aim.path}, if that is the one that is meant.`,
      ...registerRoute(facts, facts.subject.path).slice(0, 1),
    ],
  }),
});
