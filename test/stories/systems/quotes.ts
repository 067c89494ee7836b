import { allOf, bare, broken, only, verified } from '../rows.ts';
import type { Knock, Variant } from '../variant.ts';

const system = 'quotes';
const COMPANIONS = ['getHealth', 'getWebsocketStatus', 'getTelegramLocks', 'openSession'];
const PAGE = { url: '/ws/cotizaciones', origin: 'http://localhost:3000' } as const;
const sound: Knock = { ...PAGE, verdict: 'CONNECTED', sure: 'proven', says: /Ping/ };
const foreign: Knock = {
  url: PAGE.url,
  origin: 'http://localhost:4000',
  verdict: 'ORIGIN-DENIED',
  sure: 'proven',
  says: /refuses Origin http:\/\/localhost:4000/,
};

export const QUOTES: readonly Variant[] = [
  { system, name: 'mended', run: verified(), red: [], knocks: [sound, bare(sound)] },
  { system, name: 'mended, --ws wsproto', run: verified({ ws: 'wsproto' }), red: [], knocks: [sound] },
  {
    system,
    name: 'CORS not configured',
    run: broken('no-cors'),
    red: allOf('http.cors', ...COMPANIONS),
    says: /Access-Control-Allow-Origin/,
    knocks: [{ ...PAGE, verdict: 'CORS-COMPANIONS', sure: 'proven', says: /it does not care for CORS/ }],
  },
  {
    system,
    name: 'endpoint missing',
    run: broken('no-endpoint'),
    red: ['handshake.accept/quotes'],
    says: /403/,
    knocks: [
      {
        ...PAGE,
        verdict: 'NO-ROUTE',
        sure: 'likely',
        says: /no WebSocket is registered at \/ws\/cotizaciones/,
      },
    ],
  },
  {
    system,
    name: 'WEBSOCKET_ENABLED=0',
    run: verified({ env: { WEBSOCKET_ENABLED: '0' } }),
    red: ['handshake.accept/quotes'],
    says: /403/,
    knocks: [{ ...PAGE, verdict: 'SWITCHED-OFF', sure: 'likely', says: /"websocket_enabled": false/ }],
  },
  {
    system,
    name: 'the old process still running',
    run: broken('stale'),
    red: ['http.companion/getHealth', 'handshake.accept/quotes'],
    says: /\/version is "0\.9\.0"/,
    knocks: [{ ...PAGE, verdict: 'STALE-SERVER', sure: 'likely', says: /version 0\.9\.0/ }],
  },
  {
    system,
    name: 'another service on the port',
    run: broken('other-service'),
    red: [...allOf('http.companion', ...COMPANIONS), 'handshake.accept/quotes'],
    says: /404/,
    knocks: [{ ...PAGE, verdict: 'OTHER-SERVICE', sure: 'proven', says: /Python’s file server/ }],
  },
  {
    system,
    name: 'bound to another host',
    run: verified({ host: '127.0.0.2' }),
    red: ['unreached'],
    says: /nothing listens on 127\.0\.0\.1:\d+ \(connection refused\)/,
    knocks: [{ ...PAGE, verdict: 'NET-FAMILY', sure: 'proven', says: /on 127\.0\.0\.2:\d+ only/ }],
  },
  {
    system,
    name: 'the connection limit reached',
    run: verified({ env: { WEBSOCKET_MAX_CONNECTIONS: '1' }, holding: '/ws/cotizaciones' }),
    red: ['handshake.accept/quotes'],
    says: /403/,
    knocks: [{ ...PAGE, verdict: 'CAPACITY', sure: 'likely', says: /already has 1 connection/ }],
  },
  {
    system,
    name: 'foreign Origin accepted with a cookie',
    run: broken('foreign-origin-with-cookie'),
    red: ['origin.foreign/quotes'],
    says: /foreign Origin .* was accepted/,
    knocks: [
      {
        ...PAGE,
        verdict: 'ORIGIN-UNCHECKED',
        sure: 'proven',
        says: /a page of any other site is accepted as well/,
      },
    ],
  },
  { system, name: 'a page of another origin', run: only(), red: [], knocks: [foreign, bare(foreign)] },
];
