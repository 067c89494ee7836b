import { bodyOf, statusOf } from '../answer-facts.ts';
import { type Cause, defineCause } from '../cause.ts';
import { GATEWAY_STATUSES, saysFull } from '../own-words.ts';
import { sayReception } from '../words.ts';

export const upstreamDown: Cause = defineCause({
  id: 'UPSTREAM-DOWN',
  title: 'The proxy is up, the server behind it is not',
  explain:
    '502, 503 and 504 mostly come from a proxy that could not reach the backend, or not in time. Cloudflare has 520 to 524 and 530 for it.',
  likelihood(facts) {
    const status = statusOf(facts);
    const { get, proxy, proxyPage, base } = facts;
    if (proxyPage === 'ngrok' && base !== undefined)
      return { sure: 'proven', why: `${sayReception(base)}: ngrok's own words.`, by: ['baseline'] };
    if (status === undefined || !GATEWAY_STATUSES.includes(status)) return undefined;
    // nginx has 502 and 504 for a backend that is down; its own 503 is a limit, or a rule.
    if (status === 503 && proxyPage === 'nginx') return undefined;
    const said = /No server is available to handle this request/.test(bodyOf(facts));
    const full = saysFull(facts);
    if (status === 503 && full === 'says' && !said) return undefined;
    const why = `${base === undefined ? '' : sayReception(base)}${proxy === undefined ? '' : ` from ${proxy.server}`}${get?.status === status ? '; plain HTTP gets the same' : ''}.`;
    if (status === 503 && full !== undefined && !said)
      return {
        sure: 'possible',
        why,
        by: ['baseline', 'GET'],
        tell: 'Ask again after the time that Retry-After names.',
      };
    return {
      sure: said || get?.status === status ? 'proven' : 'likely',
      why,
      by: ['baseline', 'GET'],
      tell: 'Ask the backend directly, on its own host and port: does it answer there?',
    };
  },
  advice: ({ proxy, base }) => ({
    sentence: `${proxy?.server ?? 'A proxy or the server itself'} answers that what is behind it is ${base?.kind === 'refused' && [504, 522, 524].includes(base.outcome.status) ? 'too slow: it gave no answer in time' : 'down, or cannot be reached'}.`,
    fix: [
      'Start the backend, and check the address that the proxy has for it (nginx: its error.log names it).',
      'Does plain HTTP work through the same proxy? Then only this handler hangs: it has to accept before it waits.',
    ],
  }),
});
