import { type Cause, defineCause } from '../cause.ts';
import { statusIn } from '../own-words.ts';
import { sayReception } from '../words.ts';

export const proxyNoRoute: Cause = defineCause({
  id: 'PROXY-NO-ROUTE',
  title: 'The proxy does not forward this path',
  explain:
    'A proxy forwards some paths to the server and answers the others by itself. This path is among the others.',
  likelihood(facts) {
    const { base, proxyPage } = facts;
    if (base?.kind !== 'refused' || proxyPage === undefined) return undefined;
    // Its 404 is for a tunnel that is closed.
    if (proxyPage === 'ngrok') return undefined;
    if (statusIn(facts) !== 404 && statusIn(facts) !== 405) return undefined;
    return {
      sure: base.outcome.body === '' ? 'likely' : 'proven',
      why: `${sayReception(base)} is ${proxyPage}'s own page: no server behind it was asked.`,
      by: ['baseline'],
      tell: 'Ask the backend directly, on its own host and port: is it the same there?',
    };
  },
  advice: ({ proxyPage, subject }) => ({
    sentence: `${proxyPage} answers ${subject.path} by itself: it has no rule that forwards this path to the server.`,
    fix:
      proxyPage === 'nginx'
        ? [
            `location ${subject.path} {`,
            '  proxy_pass http://backend;   # no slash behind it, or the path is cut',
            '  proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";',
            '  proxy_set_header Host $http_host; }',
            'Or use a path that is forwarded already (nginx -T prints all locations).',
          ]
        : [`Add a rule for ${subject.path} to the proxy, or use a path that it forwards already.`],
  }),
});
