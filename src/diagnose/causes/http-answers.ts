import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import { type Facts, fieldOf } from '../facts.ts';
import { isAsgi, sayReception } from '../words.ts';

const statusOf = ({ base }: Facts): number | undefined =>
  base?.kind === 'refused' ? base.outcome.status : undefined;
const bodyOf = ({ base }: Facts): string => (base?.kind === 'refused' ? base.outcome.body : '');

/** The server itself says that the upgrade did not reach it. HANDSHAKE 4.3, decisive. */
const NO_UPGRADE_SEEN =
  /Can "Upgrade" only to "WebSocket"|No WebSocket UPGRADE hdr|not websocket protocol|did not receive a valid HTTP request|cannot access a WebSocket server directly/i;

export const upgradeStripped: Cause = defineCause({
  id: 'UPGRADE-STRIPPED',
  title: 'A proxy takes the upgrade away',
  explain:
    'A proxy on the way speaks HTTP with the backend and drops the headers Upgrade and Connection, unless it is told to pass them on.',
  likelihood(facts) {
    const { base, proxy, asPlain } = facts;
    if (base?.kind !== 'refused') return undefined;
    if (NO_UPGRADE_SEEN.test(bodyOf(facts)) || (statusOf(facts) === 426 && asPlain === true))
      return {
        sure: 'proven',
        why: `Upgrade was sent, and the server answers that none came: ${sayReception(base)}.`,
        by: ['baseline', 'no Upgrade'],
      };
    if (proxy === undefined || asPlain !== true || statusOf(facts) === 200) return undefined;
    return {
      sure: 'likely',
      why: `Through ${proxy.server} the upgrade is answered exactly as the same request without Upgrade (${sayReception(base)}).`,
      by: ['baseline', 'no Upgrade'],
      tell: 'Ask the backend directly, without the proxy: if that is a 101, it is the proxy.',
    };
  },
  advice: ({ proxy }) => ({
    sentence: `The backend never saw an upgrade: ${proxy?.server ?? 'a proxy on the way'} passed the request on as plain HTTP.`,
    fix: proxyFix(proxy?.server),
  }),
});

function proxyFix(server: string | undefined): readonly string[] {
  switch (server) {
    case 'Apache':
      return ['ProxyPass "/ws" "http://backend:8000/ws" upgrade=websocket   # on a worker of its own'];
    case 'Varnish':
      return [
        'sub vcl_recv { if (req.http.upgrade ~ "(?i)websocket") { return (pipe); } }   # and bereq.http.upgrade in vcl_pipe',
      ];
    case 'Vite':
      return ["proxy: { '/ws': { target: 'ws://localhost:8000', ws: true } }"];
    default:
      return [
        'nginx: proxy_http_version 1.1;',
        '       proxy_set_header Upgrade $http_upgrade;',
        '       proxy_set_header Connection "upgrade";',
        '       proxy_set_header Host $http_host;',
        '       proxy_read_timeout 3600s;',
      ];
  }
}

export const noWsSupport: Cause = defineCause({
  id: 'NO-WS-SUPPORT',
  title: 'This server knows no WebSockets',
  explain:
    'An HTTP server without WebSocket code ignores the upgrade and answers as it answers every request.',
  likelihood(facts) {
    const { asPlain, alike, paths, server, proxy, base } = facts;
    if (base?.kind !== 'refused' || paths.length > 0) return undefined;
    if (/^Unsupported upgrade request/.test(bodyOf(facts)))
      return {
        sure: 'proven',
        why: 'uvicorn says so itself: it has found no WebSocket library.',
        by: ['baseline'],
      };
    if (asPlain !== true || statusOf(facts) === 200 || statusOf(facts) === 426) return undefined;
    // Starlette never answers 404 to a WebSocket: this was HTTP.
    const starlette = server?.server === 'FastAPI on uvicorn' && statusOf(facts) === 404;
    const knowsNone = starlette || server?.server === 'Express' || server?.server === 'Python http.server';
    return {
      sure: knowsNone && proxy === undefined ? 'likely' : 'possible',
      why: `The upgrade is answered exactly as the same request without it (${sayReception(base)})${alike === true ? ', on random paths too' : ''}.`,
      by: ['baseline', 'no Upgrade', 'control 1'],
      tell: 'Is there WebSocket code in this server at all? If there is: another path, or a proxy that strips Upgrade.',
    };
  },
  advice: (facts) => ({
    sentence:
      'What listens there answers a WebSocket as a plain HTTP request: it has no WebSocket code, or it is not loaded.',
    fix:
      facts.server?.server === 'FastAPI on uvicorn' || isAsgi(facts)
        ? ['pip install "uvicorn[standard]"   (or websockets, or wsproto), and do not start with --ws none']
        : facts.server?.server === 'Express'
          ? [
              'const server = http.createServer(app); new WebSocketServer({ server, path: "/ws" }); server.listen(…)',
              'server.listen, not app.listen: app.listen makes another server, which knows no WebSocket.',
            ]
          : [
              'Attach a WebSocket server to the same HTTP server that listens, or connect to the one that has it.',
            ],
  }),
});

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
    if (statusOf(facts) === 200 && asPlain !== false)
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

export const redirect: Cause = defineCause({
  id: 'REDIRECT',
  title: 'The server sends you elsewhere',
  explain: 'A redirect. Browsers and most clients never follow one for a WebSocket.',
  likelihood({ base }) {
    if (base?.kind !== 'refused' || base.outcome.status < 300 || base.outcome.status >= 400) return undefined;
    return {
      sure: 'proven',
      why: `The answer is ${base.outcome.status} with Location: ${fieldOf(base.outcome.headers, 'location') ?? 'nothing'}.`,
      by: ['baseline'],
    };
  },
  advice({ base }) {
    const location = base?.kind === 'refused' ? (fieldOf(base.outcome.headers, 'location') ?? '') : '';
    const login = /log-?in|sign-?in|auth/i.test(location);
    return {
      sentence: login
        ? `The server sends this client to its login page (${location}): it does not know the session.`
        : `The server sends the client to ${location}, and no browser follows a redirect for a WebSocket.`,
      fix: login
        ? ['Log in first, and see that the session cookie is sent: same host name, SameSite, Secure.']
        : [
            `Use ${location.replace(/^http/, 'ws')} as the URL: often only a slash at the end, or wss instead of ws.`,
          ],
    };
  },
});

export const rateLimit: Cause = defineCause({
  id: 'RATE-LIMIT',
  title: 'Too many attempts',
  explain: 'The server or a proxy counts attempts and refuses more of them for a while.',
  likelihood({ base, evidence }) {
    const limited = evidence.entries.find((entry) => {
      const reception = receptionIn(entry);
      return reception?.kind === 'refused' && reception.outcome.status === 429;
    });
    const closed = base?.kind === 'closed' && base.close.code === 4429;
    if (limited === undefined && !closed) return undefined;
    return {
      sure: 'proven',
      why: `The answer is ${closed ? 'Close 4429' : '429 Too Many Requests'}.`,
      by: [limited?.probe.id ?? 'baseline'],
    };
  },
  advice({ base }) {
    const after = base?.kind === 'refused' ? fieldOf(base.outcome.headers, 'retry-after') : undefined;
    return {
      sentence: `The server refuses because there were too many attempts${after === undefined ? '' : `; it wants you to wait ${after} s`}.`,
      fix: [
        'Wait, and let the client wait longer after each failure (1, 2, 4 … 30 s, with some chance in it).',
      ],
    };
  },
});

export const upstreamDown: Cause = defineCause({
  id: 'UPSTREAM-DOWN',
  title: 'The proxy is up, the server behind it is not',
  explain: '502, 503 and 504 come from a proxy that could not reach the backend, or not in time.',
  likelihood(facts) {
    const status = statusOf(facts);
    if (status === undefined || ![502, 503, 504].includes(status)) return undefined;
    const { get, proxy, base } = facts;
    return {
      sure: get?.status === status ? 'proven' : 'likely',
      why: `${base === undefined ? '' : sayReception(base)}${proxy === undefined ? '' : ` from ${proxy.server}`}${get?.status === status ? '; plain HTTP gets the same' : ''}.`,
      by: ['baseline', 'GET'],
    };
  },
  advice: ({ proxy }) => ({
    sentence: `${proxy?.server ?? 'A proxy or the server itself'} answers that what is behind it is down, full or too slow.`,
    fix: [
      'Start the backend, and check the address that the proxy has for it (nginx: its error.log names it).',
    ],
  }),
});

export const methodNotAllowed: Cause = defineCause({
  id: 'HTTP-ONLY-PATH',
  title: 'This path is an HTTP endpoint of another kind',
  explain: '405: the path exists for another method.',
  likelihood: ({ base }) =>
    base?.kind === 'refused' && base.outcome.status === 405
      ? {
          sure: 'likely',
          why: `The answer is 405; allowed is ${fieldOf(base.outcome.headers, 'allow') ?? 'another method'}.`,
          by: ['baseline'],
        }
      : undefined,
  advice: () => ({
    sentence: 'At this path is an ordinary HTTP endpoint (such as a POST), no WebSocket.',
    fix: ['Look for the path of the WebSocket; it is another one.'],
  }),
});

export const crashPre: Cause = defineCause({
  id: 'HANDLER-CRASH-PRE',
  title: 'The server crashes before it accepts',
  explain: 'An exception in the handler or one of its dependencies, before accept.',
  likelihood(facts) {
    if (statusOf(facts) !== 500) return undefined;
    const { alike, controls } = facts;
    if (alike === true)
      return {
        sure: 'possible',
        why: 'Every path gets this 500: a middleware fails, or no route matches (Channels, StaticFiles mounted at /).',
        by: ['baseline', 'control 1'],
        tell: 'The log of the server: "No route found for path", or a traceback.',
      };
    return {
      sure: controls.length === 0 ? 'likely' : 'proven',
      why: 'Only this path gets 500; random ones beside it are answered otherwise. So the route exists, and its code fails.',
      by: ['baseline', 'control 1'],
    };
  },
  advice: (facts) => ({
    sentence:
      facts.alike === true
        ? 'The server answers 500 to WebSockets on every path: no route matches, or something in front of all routes fails.'
        : `The route ${facts.subject.path} exists, and its code raises an exception before it accepts.`,
    fix: [
      'Read the traceback in the log of the server ("Exception in ASGI application").',
      ...(isAsgi(facts) || facts.server === undefined
        ? [
            'FastAPI: HTTPBearer, OAuth2PasswordBearer and Request do not work in a WebSocket route; take WebSocket or HTTPConnection. Before Starlette 0.41 an HTTPException becomes a 500.',
          ]
        : []),
    ],
  }),
});
