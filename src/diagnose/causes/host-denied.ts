import { type Cause, defineCause } from '../cause.ts';
import { type FixTable, fixBy } from '../fixes/by-server.ts';
import { saysHost } from '../own-words.ts';

const TABLE: FixTable = {
  'Django Channels on daphne': ['ALLOWED_HOSTS = ["…"] in the settings must name it (without the port).'],
  Vite: ['server: { allowedHosts: ["…"] } in vite.config'],
};

export const hostDenied: Cause = defineCause({
  id: 'HOST-DENIED',
  title: 'The server does not serve this host name',
  explain:
    'A guard compares the header Host, which is the host of the URL, with a list (TrustedHostMiddleware, ALLOWED_HOSTS, allowedHosts), and this one is not on it.',
  likelihood(facts) {
    const { refused } = facts;
    const by = saysHost(facts);
    if (!refused || by === undefined) return undefined;
    return {
      sure: 'proven',
      why: `The server says so itself (${by === 'baseline' ? 'in its answer' : `to a plain ${by}`}): it does not serve Host ${facts.subject.place.host}.`,
      by: ['baseline', by],
    };
  },
  advice: (facts) => ({
    sentence: `The server refuses everything that is addressed to "${facts.subject.place.host}": this host name is not on its list.`,
    fix: [
      ...fixBy(facts, TABLE, [
        `Starlette: TrustedHostMiddleware(allowed_hosts=["${facts.subject.place.host}", …]); Django: ALLOWED_HOSTS; Vite: server.allowedHosts.`,
      ]),
      'Or use a host name that it serves. Behind a proxy: pass Host on (nginx: proxy_set_header Host $http_host).',
    ],
  }),
});
