import { allOf, bare, broken, only, verified } from '../rows.ts';
import type { Knock, Variant } from '../variant.ts';

const system = 'market-feed';
const ENDPOINTS = ['feed', 'legacyFeed', 'stock', 'market', 'news'];
const sound: Knock = { url: '/ws', verdict: 'CONNECTED', sure: 'proven', says: /Ping/ };
const noRoute: Knock = {
  url: '/ws',
  verdict: 'NO-ROUTE',
  sure: 'likely',
  says: /no WebSocket is registered at \/ws, though/,
};
const noRouteBare = bare(noRoute, { says: /no WebSocket is registered at \/ws:/ });

export const MARKET_FEED: readonly Variant[] = [
  { system, name: 'mended', run: verified(), red: [], knocks: [sound] },
  { system, name: 'mended, --ws wsproto', run: verified({ ws: 'wsproto' }), red: [], knocks: [sound] },
  {
    system,
    name: 'endpoints commented out',
    run: broken('no-endpoints'),
    red: allOf('handshake.accept', ...ENDPOINTS),
    says: /403/,
    knocks: [noRoute, noRouteBare],
  },
  {
    system,
    name: 'endpoints commented out, --ws wsproto',
    run: only({ env: { BREAK: 'no-endpoints' }, ws: 'wsproto' }),
    red: [],
    knocks: [noRoute, noRouteBare],
  },
  {
    system,
    name: 'only /ws/live missing',
    run: broken('no-live'),
    red: ['handshake.accept/legacyFeed'],
    says: /403/,
    knocks: [
      {
        url: '/ws/live',
        verdict: 'NO-ROUTE',
        sure: 'likely',
        says: /The nearest that exists is \/ws\./,
      },
      { url: '/ws/live', bare: true, verdict: 'WRONG-PATH', sure: 'likely', says: /It is at \/ws\./ },
    ],
  },
  {
    system,
    name: 'a crash on bad JSON',
    run: broken('crash-on-bad-json'),
    red: allOf('bad-input.malformed', 'feed', 'legacyFeed'),
    says: /1006/,
    knocks: [
      {
        url: '/ws',
        verdict: 'HANDLER-CRASH-POST',
        sure: 'proven',
        says: /until a text frame that is no JSON comes/,
      },
    ],
  },
  {
    system,
    name: 'a stale server on the port',
    run: broken('stale'),
    red: ['http.companion/getHealth', ...allOf('handshake.accept', ...ENDPOINTS)],
    says: /\/version is "1\.4\.2", and must be "2\.0\.0"/,
    knocks: [
      {
        url: '/ws',
        verdict: 'STALE-SERVER',
        sure: 'likely',
        says: /it says version 1\.4\.2, and the document is for 2\.0\.0/,
      },
    ],
  },
];
