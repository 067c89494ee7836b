import type { ClientRun, Variant, VerifyRun } from './variant.ts';

const verify = (run: Omit<VerifyRun, 'how'> = {}): VerifyRun => ({ how: 'verify', ...run });
const broken = (fault: string): VerifyRun => verify({ env: { BREAK: fault } });
const client = (...command: string[]): ClientRun => ({ how: 'client', command });
const ALL_OF = (check: string, ...names: readonly string[]): readonly string[] =>
  names.map((name) => `${check}/${name}`);

/** The mended backend, on both of uvicorn's WebSocket implementations. */
function mended(system: string): readonly Variant[] {
  return [
    { system, name: 'mended', run: verify(), red: [] },
    { system, name: 'mended, --ws wsproto', run: verify({ ws: 'wsproto' }), red: [] },
  ];
}

const FEED = ['feed', 'legacyFeed', 'stock', 'market', 'news'];
const marketFeed: readonly Variant[] = [
  ...mended('market-feed'),
  {
    system: 'market-feed',
    name: 'endpoints commented out',
    run: broken('no-endpoints'),
    red: ALL_OF('handshake.accept', ...FEED),
    says: /403/,
  },
  {
    system: 'market-feed',
    name: 'only /ws/live missing',
    run: broken('no-live'),
    red: ['handshake.accept/legacyFeed'],
    says: /403/,
  },
  {
    system: 'market-feed',
    name: 'a crash on bad JSON',
    run: broken('crash-on-bad-json'),
    red: ALL_OF('bad-input.malformed', 'feed', 'legacyFeed'),
    says: /1006/,
  },
  {
    system: 'market-feed',
    name: 'a stale server on the port',
    run: broken('stale'),
    red: ['http.companion/getHealth', ...ALL_OF('handshake.accept', ...FEED)],
    says: /\/version is "1\.4\.2", and must be "2\.0\.0"/,
  },
];

const COMPANIONS = ['getHealth', 'getWebsocketStatus', 'getTelegramLocks', 'openSession'];
const quotes: readonly Variant[] = [
  ...mended('quotes'),
  {
    system: 'quotes',
    name: 'CORS not configured',
    run: broken('no-cors'),
    red: ALL_OF('http.cors', ...COMPANIONS),
    says: /Access-Control-Allow-Origin/,
  },
  {
    system: 'quotes',
    name: 'endpoint missing',
    run: broken('no-endpoint'),
    red: ['handshake.accept/quotes'],
    says: /403/,
  },
  {
    system: 'quotes',
    name: 'WEBSOCKET_ENABLED=0',
    run: verify({ env: { WEBSOCKET_ENABLED: '0' } }),
    red: ['handshake.accept/quotes'],
    says: /403/,
  },
  {
    system: 'quotes',
    name: 'the old process still running',
    run: broken('stale'),
    red: ['http.companion/getHealth', 'handshake.accept/quotes'],
    says: /\/version is "0\.9\.0"/,
  },
  {
    system: 'quotes',
    name: 'another service on the port',
    run: broken('other-service'),
    red: [...ALL_OF('http.companion', ...COMPANIONS), 'handshake.accept/quotes'],
    says: /404/,
  },
  {
    system: 'quotes',
    name: 'bound to another host',
    run: verify({ host: '127.0.0.2' }),
    red: ['unreached'],
    says: /nothing listens on 127\.0\.0\.1:\d+ \(connection refused\)/,
  },
  {
    system: 'quotes',
    name: 'the connection limit reached',
    run: verify({ env: { WEBSOCKET_MAX_CONNECTIONS: '1' }, holding: '/ws/cotizaciones' }),
    red: ['handshake.accept/quotes'],
    says: /403/,
  },
  {
    system: 'quotes',
    name: 'foreign Origin accepted with a cookie',
    run: broken('foreign-origin-with-cookie'),
    red: ['origin.foreign/quotes'],
    says: /foreign Origin .* was accepted/,
  },
];

const bioMining: readonly Variant[] = [
  ...mended('bio-mining'),
  {
    system: 'bio-mining',
    name: 'the WebSocket switched on again',
    run: broken('websocket-on'),
    red: ['handshake.absent/bioMining'],
    says: /must not exist/,
  },
  {
    system: 'bio-mining',
    name: 'a status that breaks its schema',
    run: broken('bad-status'),
    red: ['http.companion/getEntropyStatus'],
    says: /\/entropy_bits/,
  },
  {
    system: 'bio-mining',
    name: 'a frontend that retries for ever',
    run: client('frontend/retrying-client.ts', '{host}', '250'),
    red: ['journal/storm', 'journal/path'],
    says: /^reconnect storm: GET \/ws\/bio-mining refused 5 times, every 0\.3 s, no backoff/,
  },
];

const voice: readonly Variant[] = [
  ...mended('voice'),
  {
    system: 'voice',
    name: 'no such route',
    run: broken('no-route'),
    red: ['handshake.accept/voice'],
    says: /403/,
  },
  {
    system: 'voice',
    name: 'any Origin may connect',
    run: broken('any-origin'),
    red: ['origin.foreign/voice'],
    says: /foreign Origin .* was accepted/,
  },
  {
    system: 'voice',
    name: 'no Origin is let through',
    run: broken('no-origin-check-on-missing'),
    red: ['origin.missing/voice'],
    says: /without Origin was accepted/,
  },
  {
    system: 'voice',
    name: 'the wrong reply to init',
    run: broken('wrong-reply'),
    red: ALL_OF('exchange.reply/voice', 'startSession', 'resumeSession'),
    says: /"transcription" came, and no "session_start"/,
  },
  {
    system: 'voice',
    name: 'a field missing in the reply',
    run: broken('missing-field'),
    red: ALL_OF('exchange.reply/voice', 'startSession', 'resumeSession'),
    says: /\/data lacks "session_id"/,
  },
  {
    system: 'voice',
    name: 'connected, and silent',
    run: broken('silent'),
    red: ALL_OF('exchange.reply/voice', 'startSession', 'resumeSession'),
    says: /No reply "session_start" came/,
  },
  {
    system: 'voice',
    name: 'a crash on bad JSON',
    run: broken('crash-on-bad-json'),
    red: ['bad-input.malformed/voice'],
    says: /1006/,
  },
  {
    system: 'voice',
    name: 'a client that calls /api/ws/voice',
    run: client('clients/wrong_path.py', 'ws://{host}'),
    red: ['journal/path'],
    says: /No endpoint of the contract has the path \/api\/ws\/voice\. The contract has \/ws\/voice\/simple\./,
  },
  {
    system: 'voice',
    name: 'a client that sends no Origin',
    run: client('clients/no_origin.py', 'ws://{host}'),
    red: ['journal/missing-origin'],
    says: /Origin/,
  },
];

const SHORT_LIVED: NonNullable<VerifyRun['document']> = [
  [['operations', 'getWsToken', 'x-countersign', 'issues', 'ttl'], '2s'],
];
const notifications: readonly Variant[] = [
  ...mended('notifications'),
  {
    system: 'notifications',
    name: 'mended, tokens of 2 s',
    run: verify({ env: { WS_TOKEN_TTL: '2' }, document: SHORT_LIVED }),
    red: [],
  },
  {
    system: 'notifications',
    name: 'server not running',
    run: verify({ started: false }),
    red: ['unreached'],
    says: /nothing listens on 127\.0\.0\.1:\d+ \(connection refused\)/,
  },
  {
    system: 'notifications',
    name: 'the WebSocket URL on the frontend’s host',
    run: verify({ atDevServer: 'dev-server.ts' }),
    red: ['handshake.accept/events'],
    says: /not answer|no answer|unanswered/i,
  },
  {
    system: 'notifications',
    name: 'no cookie sent (localhost, 127.0.0.1)',
    run: client('frontend/no-cookie-client.ts', '{port}'),
    red: ['journal/getWsToken 401', 'journal/credentials'],
    says: /401/,
  },
  {
    system: 'notifications',
    name: 'an expired token on every reconnect',
    run: { ...client('frontend/stale-token-client.ts', '{host}', '250'), document: SHORT_LIVED },
    red: ['journal/storm', 'journal/credentials'],
    says: /refused 5 times, every 0\.3 s, no backoff, the same credential each time\. The credential has expired\./,
  },
  {
    system: 'notifications',
    name: 'a token of another role',
    run: client('frontend/wrong-role-client.ts', '{host}'),
    red: ['journal/getAdminStats 403'],
    says: /403/,
  },
  {
    system: 'notifications',
    name: 'roles unchecked',
    run: broken('role-unchecked'),
    red: ['http.role/getAdminStats', 'exchange.reply/events/refuseBroadcast'],
    says: /customer/,
  },
  {
    system: 'notifications',
    name: 'any Origin may connect',
    run: broken('any-origin'),
    red: ['origin.foreign/events'],
    says: /foreign Origin .* was accepted/,
  },
  {
    system: 'notifications',
    name: 'connections outlive their token',
    run: verify({ env: { BREAK: 'no-expiry', WS_TOKEN_TTL: '2' }, document: SHORT_LIVED }),
    red: ['credentials.expiry/events'],
    says: /expire/,
  },
  {
    system: 'notifications',
    name: 'any token is good',
    run: broken('token-unchecked'),
    red: ['credentials.wrong/events'],
    says: /credential that nobody issued was accepted/,
  },
  {
    system: 'notifications',
    name: 'a push that breaks its schema',
    run: broken('push-wrong-schema'),
    red: ['stream.event/events/confirmOrder'],
    says: /\/data lacks "status"/,
  },
];

/** Every row of issue 3. */
export const VARIANTS: readonly Variant[] = [
  ...marketFeed,
  ...quotes,
  ...bioMining,
  ...voice,
  ...notifications,
];
