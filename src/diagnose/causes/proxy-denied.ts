import { type Cause, defineCause } from '../cause.ts';
import type { Facts } from '../facts.ts';
import { statusIn } from '../own-words.ts';
import { sayReception } from '../words.ts';

/** The same refusal for everything, HTTP or WebSocket, this path or any other: a gate before the server, HANDSHAKE 4.3. */
function isGate({ asPlain, alike, get, getControl, flips, paths, server }: Facts): boolean {
  if (asPlain !== true || alike !== true || flips.length + paths.length > 0) return false;
  return get?.status === 403 && getControl?.status === 403 && server === undefined;
}

export const proxyDenied: Cause = defineCause({
  id: 'PROXY-DENIED',
  title: 'A proxy refuses, before the server is asked',
  explain:
    'A proxy, firewall or content network has rules of its own. Its answer is a page of its own, and the server behind it never hears of the handshake.',
  likelihood(facts) {
    const { base, proxyPage, get } = facts;
    if (base?.kind !== 'refused' || statusIn(facts) !== 403) return undefined;
    if (proxyPage === undefined)
      return isGate(facts)
        ? {
            sure: 'likely',
            why: `Plain HTTP gets the very same refusal (${sayReception(base)}), on random paths too: whoever refuses has looked at no route, and at no WebSocket.`,
            by: ['baseline', 'control 1', 'GET', 'no Upgrade'],
            tell: 'Ask the backend directly, on its own host and port: is it the same there?',
          }
        : undefined;
    const http =
      get === undefined
        ? ''
        : get.status === 403
          ? '; plain HTTP gets the same page'
          : `; plain HTTP is let through (${get.status})`;
    return {
      // Empty: told by a header that is missing, which a setting may leave out.
      sure: base.outcome.body === '' ? 'likely' : 'proven',
      why: `${sayReception(base)} is ${proxyPage}'s own page${http}.`,
      by: ['baseline', ...(get === undefined ? [] : [get.id])],
      tell: 'Ask the backend directly, on its own host and port: is it the same there?',
    };
  },
  advice(facts) {
    const { proxyPage, get, subject } = facts;
    const onlyUpgrades = get !== undefined && get.status !== 403;
    return {
      sentence:
        proxyPage === undefined
          ? 'Something before the server (a proxy, a firewall, a login wall) refuses every request, plain HTTP too: the WebSocket code was not asked.'
          : `${proxyPage} stands in front of the server and refuses ${onlyUpgrades ? 'WebSockets' : subject.path} itself: the server was not asked.`,
      fix:
        proxyPage === 'nginx'
          ? [
              'Look for deny, allow, limit_except and return 403 in the location that fits this path (nginx -T).',
            ]
          : proxyPage === 'HAProxy'
            ? [
                'Look for http-request deny in the frontend and backend that this request meets, and for its ACL.',
              ]
            : proxyPage === 'Envoy' && onlyUpgrades
              ? [
                  'upgrade_configs: [{ upgrade_type: websocket }]   in the HTTP connection manager or the route: without it Envoy answers every upgrade with 403.',
                ]
              : proxyPage === 'AWS API Gateway'
                ? [
                    'The path of an execute-api address begins with the stage: wss://….execute-api.….amazonaws.com/prod. It answers "Forbidden" where the stage is missing or wrong, and on a custom domain without a mapping.',
                    'Is an API key demanded (x-api-key), or a resource policy in the way?',
                  ]
                : [
                    'Look into the rules (WAF, bot protection, access list) of that proxy for this path and for upgrades.',
                  ],
    };
  },
});
