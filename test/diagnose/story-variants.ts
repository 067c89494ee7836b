/** One way in which one of the five systems is broken, what its developer had in hand, and the true cause. */
export interface StoryVariant {
  readonly system: 'market-feed' | 'quotes' | 'bio-mining' | 'voice' | 'notifications';
  readonly name: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly ws?: 'websockets' | 'wsproto';
  /** Listens there, and is looked for at 127.0.0.1. */
  readonly host?: string;
  /** `false`: it is not running. */
  readonly started?: false;
  /** Path of a connection that is held open meanwhile. */
  readonly holding?: string;
  /** The frontend's development server is asked instead. */
  readonly atDevServer?: true;
  /** Path and query; `{expired}` is an expired token. */
  readonly url: string;
  readonly origin?: string;
  /** Without the document, as somebody who has none. */
  readonly bare?: true;
  readonly verdict: string;
  readonly sure: 'proven' | 'likely' | 'one-of';
  readonly says: RegExp;
}

const FEED = { system: 'market-feed' } as const;
const QUOTES = { system: 'quotes', url: '/ws/cotizaciones', origin: 'http://localhost:3000' } as const;
const MINING = { system: 'bio-mining', url: '/ws/bio-mining' } as const;
const VOICE = {
  system: 'voice',
  url: '/ws/voice/simple?user_id=test-user',
  origin: 'http://localhost:3000',
} as const;
const SHOP = { system: 'notifications', url: '/api/v1/ws', origin: 'http://localhost:5174' } as const;
const broken = (fault: string): { readonly env: Readonly<Record<string, string>> } => ({
  env: { BREAK: fault },
});

export const STORY_VARIANTS: readonly StoryVariant[] = [
  { ...FEED, name: 'mended', url: '/ws', verdict: 'CONNECTED', sure: 'proven', says: /Ping/ },
  {
    ...FEED,
    name: 'mended, wsproto',
    ws: 'wsproto',
    url: '/ws',
    verdict: 'CONNECTED',
    sure: 'proven',
    says: /Ping/,
  },
  {
    ...FEED,
    ...broken('no-endpoints'),
    name: 'endpoints commented out',
    url: '/ws',
    verdict: 'NO-ROUTE',
    sure: 'likely',
    says: /no WebSocket is registered at \/ws, though/,
  },
  {
    ...FEED,
    ...broken('no-endpoints'),
    name: 'endpoints commented out, wsproto',
    ws: 'wsproto',
    url: '/ws',
    verdict: 'NO-ROUTE',
    sure: 'likely',
    says: /no WebSocket is registered at \/ws, though/,
  },
  {
    ...FEED,
    ...broken('no-endpoints'),
    name: 'endpoints commented out, no document',
    bare: true,
    url: '/ws',
    verdict: 'NO-ROUTE',
    sure: 'likely',
    says: /no WebSocket is registered at \/ws:/,
  },
  {
    ...FEED,
    ...broken('no-live'),
    name: 'only /ws/live missing',
    url: '/ws/live',
    verdict: 'NO-ROUTE',
    sure: 'likely',
    says: /The nearest that exists is \/ws\./,
  },
  {
    ...FEED,
    ...broken('no-live'),
    name: 'only /ws/live missing, no document',
    bare: true,
    url: '/ws/live',
    verdict: 'WRONG-PATH',
    sure: 'proven',
    says: /It is at \/ws\./,
  },
  {
    ...FEED,
    ...broken('crash-on-bad-json'),
    name: 'a crash on bad JSON',
    url: '/ws',
    verdict: 'HANDLER-CRASH-POST',
    sure: 'proven',
    says: /until a text frame that is no JSON comes/,
  },
  {
    ...FEED,
    ...broken('stale'),
    name: 'a stale server on the port',
    url: '/ws',
    verdict: 'STALE-SERVER',
    sure: 'likely',
    says: /it says version 1\.4\.2, and the document is for 2\.0\.0/,
  },

  { ...QUOTES, name: 'mended', verdict: 'CONNECTED', sure: 'proven', says: /Ping/ },
  {
    ...QUOTES,
    ...broken('no-cors'),
    name: 'CORS not configured',
    verdict: 'CORS-COMPANIONS',
    sure: 'proven',
    says: /it does not care for CORS/,
  },
  {
    ...QUOTES,
    ...broken('no-endpoint'),
    name: 'endpoint missing',
    verdict: 'NO-ROUTE',
    sure: 'likely',
    says: /no WebSocket is registered at \/ws\/cotizaciones/,
  },
  {
    ...QUOTES,
    name: 'WEBSOCKET_ENABLED=0',
    env: { WEBSOCKET_ENABLED: '0' },
    verdict: 'SWITCHED-OFF',
    sure: 'likely',
    says: /"websocket_enabled": false/,
  },
  {
    ...QUOTES,
    ...broken('stale'),
    name: 'the old process still running',
    verdict: 'STALE-SERVER',
    sure: 'likely',
    says: /version 0\.9\.0/,
  },
  {
    ...QUOTES,
    ...broken('other-service'),
    name: 'another service on the port',
    verdict: 'OTHER-SERVICE',
    sure: 'proven',
    says: /Python’s file server/,
  },
  {
    ...QUOTES,
    name: 'bound to another host',
    host: '127.0.0.2',
    verdict: 'NET-FAMILY',
    sure: 'proven',
    says: /on 127\.0\.0\.2:\d+ only/,
  },
  {
    ...QUOTES,
    name: 'the connection limit reached',
    env: { WEBSOCKET_MAX_CONNECTIONS: '1' },
    holding: '/ws/cotizaciones',
    verdict: 'CAPACITY',
    sure: 'likely',
    says: /already has 1 connection/,
  },
  {
    ...QUOTES,
    ...broken('foreign-origin-with-cookie'),
    name: 'foreign Origin accepted',
    verdict: 'ORIGIN-UNCHECKED',
    sure: 'proven',
    says: /a page of any other site is accepted as well/,
  },
  {
    ...QUOTES,
    name: 'a page of another origin',
    origin: 'http://localhost:4000',
    verdict: 'ORIGIN-DENIED',
    sure: 'proven',
    says: /refuses Origin http:\/\/localhost:4000/,
  },
  {
    ...QUOTES,
    name: 'a page of another origin, no document',
    bare: true,
    origin: 'http://localhost:4000',
    verdict: 'ORIGIN-DENIED',
    sure: 'proven',
    says: /refuses Origin http:\/\/localhost:4000/,
  },

  {
    ...MINING,
    name: 'mended',
    verdict: 'ABSENT-BY-CONTRACT',
    sure: 'proven',
    says: /it is the client that must not knock there/,
  },
  {
    ...MINING,
    name: 'mended, no document',
    bare: true,
    verdict: 'NO-ROUTE',
    sure: 'likely',
    says: /no WebSocket is registered at \/ws\/bio-mining/,
  },
  {
    ...MINING,
    ...broken('websocket-on'),
    name: 'the WebSocket switched on again',
    verdict: 'SHOULD-BE-ABSENT',
    sure: 'proven',
    says: /accepts WebSockets, though/,
  },

  { ...VOICE, name: 'mended', verdict: 'CONNECTED', sure: 'proven', says: /Ping/ },
  {
    ...VOICE,
    ...broken('no-route'),
    name: 'no such route',
    verdict: 'NO-ROUTE',
    sure: 'likely',
    says: /no WebSocket is registered/,
  },
  {
    ...VOICE,
    ...broken('any-origin'),
    name: 'any Origin may connect',
    verdict: 'ORIGIN-UNCHECKED',
    sure: 'proven',
    says: /any other site/,
  },
  {
    ...VOICE,
    ...broken('silent'),
    name: 'connected, and silent',
    verdict: 'CONNECTED-SILENT',
    sure: 'likely',
    says: /accepted and alive/,
  },
  {
    ...VOICE,
    ...broken('crash-on-bad-json'),
    name: 'a crash on bad JSON',
    verdict: 'HANDLER-CRASH-POST',
    sure: 'proven',
    says: /no JSON/,
  },
  {
    ...VOICE,
    name: 'a client that calls /api/ws/voice',
    url: '/api/ws/voice?user_id=test-user',
    verdict: 'WRONG-PATH',
    sure: 'proven',
    says: /It is at \/ws\/voice\/simple/,
  },
  {
    ...VOICE,
    name: 'a client that calls /api/ws/voice, wsproto',
    ws: 'wsproto',
    url: '/api/ws/voice?user_id=test-user',
    verdict: 'WRONG-PATH',
    sure: 'proven',
    says: /It is at \/ws\/voice\/simple/,
  },
  {
    system: 'voice',
    url: VOICE.url,
    name: 'a client that sends no Origin',
    verdict: 'ORIGIN-MISSING',
    sure: 'proven',
    says: /With Origin http:\/\/localhost:3000 it connects/,
  },
  {
    system: 'voice',
    url: VOICE.url,
    name: 'a client that sends no Origin, no document, wsproto',
    bare: true,
    ws: 'wsproto',
    verdict: 'ORIGIN-MISSING',
    sure: 'proven',
    says: /With Origin http:\/\/localhost:3000 it connects/,
  },
  {
    ...VOICE,
    name: 'no user_id',
    url: '/ws/voice/simple',
    verdict: 'BAD-QUERY',
    sure: 'proven',
    says: /user_id/,
  },

  {
    ...SHOP,
    name: 'server not running',
    started: false,
    verdict: 'NET-REFUSED',
    sure: 'proven',
    says: /Nothing listens on 127\.0\.0\.1:\d+/,
  },
  {
    ...SHOP,
    name: 'the WebSocket URL on the frontend’s host',
    atDevServer: true,
    verdict: 'UPGRADE-IGNORED',
    sure: 'proven',
    says: /this is not the backend/,
  },
  {
    ...SHOP,
    name: 'no token was to be had without the cookie',
    verdict: 'AUTH-MISSING',
    sure: 'proven',
    says: /this handshake carries none/,
  },
  {
    ...SHOP,
    name: 'an expired token on every reconnect',
    url: '/api/v1/ws?token={expired}',
    verdict: 'AUTH-EXPIRED',
    sure: 'proven',
    says: /expired \d+ s before this handshake/,
  },
  {
    ...SHOP,
    name: 'a token that nobody issued',
    url: '/api/v1/ws?token=made-up-token',
    verdict: 'AUTH-INVALID',
    sure: 'proven',
    says: /does not accept the credential/,
  },
  {
    ...SHOP,
    ...broken('any-origin'),
    name: 'any Origin may connect, no token',
    verdict: 'AUTH-MISSING',
    sure: 'proven',
    says: /carries none/,
  },
];
