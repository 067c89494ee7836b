import { type Cause, defineCause } from '../cause.ts';
import { statusIn } from '../own-words.ts';
import { sayReception } from '../words.ts';

export const proxyDenied: Cause = defineCause({
  id: 'PROXY-DENIED',
  title: 'A proxy refuses, before the server is asked',
  explain:
    'A proxy, firewall or content network has rules of its own. Its answer is a page of its own, and the server behind it never hears of the handshake.',
  likelihood(facts) {
    const { base, proxyPage, get } = facts;
    if (base?.kind !== 'refused' || proxyPage === undefined || statusIn(facts) !== 403) return undefined;
    const http =
      get === undefined
        ? ''
        : get.status === 403
          ? '; plain HTTP gets the same page'
          : `; plain HTTP is let through (${get.status})`;
    return {
      sure: 'proven',
      why: `${sayReception(base)} is ${proxyPage}'s own page${http}.`,
      by: ['baseline', ...(get === undefined ? [] : [get.id])],
    };
  },
  advice(facts) {
    const { proxyPage, get, subject } = facts;
    const onlyUpgrades = get !== undefined && get.status !== 403;
    return {
      sentence: `${proxyPage} stands in front of the server and refuses ${onlyUpgrades ? 'WebSockets' : subject.path} itself: the server was not asked.`,
      fix:
        proxyPage === 'nginx'
          ? [
              'Look for deny, allow, limit_except and return 403 in the location that fits this path (nginx -T).',
            ]
          : proxyPage === 'HAProxy'
            ? [
                'Look for http-request deny in the frontend and backend that this request meets, and for its ACL.',
              ]
            : [
                'Look into the rules (WAF, bot protection, access list) of that proxy for this path and for upgrades.',
              ],
    };
  },
});
