import { broken, client, only, verified } from '../rows.ts';
import type { Knock, Variant, VerifyRun } from '../variant.ts';

const system = 'notifications';
const PAGE = { url: '/api/v1/ws', origin: 'http://localhost:5174' } as const;
const WITH_TOKEN = { ...PAGE, url: '/api/v1/ws?token={fresh}' } as const;
const sound: Knock = { ...WITH_TOKEN, verdict: 'CONNECTED', sure: 'proven', says: /Ping/ };
const noToken: Knock = {
  ...PAGE,
  verdict: 'AUTH-MISSING',
  sure: 'proven',
  says: /this handshake carries none/,
};
const SHORT_LIVED: NonNullable<VerifyRun['document']> = [
  [['operations', 'getWsToken', 'x-countersign', 'issues', 'ttl'], '2s'],
];

export const NOTIFICATIONS: readonly Variant[] = [
  { system, name: 'mended', run: verified(), red: [], knocks: [sound] },
  { system, name: 'mended, --ws wsproto', run: verified({ ws: 'wsproto' }), red: [], knocks: [sound] },
  {
    system,
    name: 'mended, tokens of 2 s',
    run: verified({ env: { WS_TOKEN_TTL: '2' }, document: SHORT_LIVED }),
    red: [],
    knocks: [sound],
  },
  {
    system,
    name: 'server not running',
    run: verified({ started: false }),
    red: ['unreached'],
    says: /nothing listens on 127\.0\.0\.1:\d+ \(connection refused\)/,
    knocks: [
      {
        ...PAGE,
        verdict: 'NET-REFUSED',
        sure: 'proven',
        says: /Nothing listens on 127\.0\.0\.1:\d+/,
      },
    ],
  },
  {
    system,
    name: 'the WebSocket URL on the frontend’s host',
    run: verified({ atDevServer: 'dev-server.ts' }),
    red: ['handshake.accept/events'],
    says: /not answer|no answer|unanswered/i,
    knocks: [{ ...PAGE, verdict: 'UPGRADE-IGNORED', sure: 'proven', says: /this is not the backend/ }],
  },
  {
    system,
    name: 'no cookie sent (localhost, 127.0.0.1)',
    run: client('frontend/no-cookie-client.ts', '{port}'),
    red: ['journal/getWsToken 401', 'journal/credentials'],
    says: /401/,
    knocks: [noToken],
  },
  {
    system,
    name: 'an expired token on every reconnect',
    run: { ...client('frontend/stale-token-client.ts', '{host}', '250'), document: SHORT_LIVED },
    red: ['journal/storm', 'journal/credentials'],
    says: /refused 5 times, every 0\.3 s, no backoff, the same credential each time\. The credential has expired\./,
    knocks: [
      {
        ...PAGE,
        url: '/api/v1/ws?token={expired}',
        verdict: 'AUTH-EXPIRED',
        sure: 'proven',
        says: /expired \d+ s before this handshake/,
      },
    ],
  },
  {
    system,
    name: 'a token that nobody issued',
    run: only(),
    red: [],
    knocks: [
      {
        ...PAGE,
        url: '/api/v1/ws?token=made-up-token',
        verdict: 'AUTH-INVALID',
        sure: 'proven',
        says: /does not accept the credential/,
      },
    ],
  },
  {
    system,
    name: 'a token of another role',
    run: client('frontend/wrong-role-client.ts', '{host}'),
    red: ['journal/getAdminStats 403'],
    says: /403/,
    // A customer's token opens the WebSocket: it is a page beside it that wants another role.
    knocks: [sound],
  },
  {
    system,
    name: 'roles unchecked',
    run: broken('role-unchecked'),
    red: ['http.role/getAdminStats', 'exchange.reply/events/refuseBroadcast'],
    says: /customer/,
    knocks: [sound],
  },
  {
    system,
    name: 'any Origin may connect',
    run: broken('any-origin'),
    red: ['origin.foreign/events'],
    says: /foreign Origin .* was accepted/,
    knocks: [
      { ...WITH_TOKEN, verdict: 'ORIGIN-UNCHECKED', sure: 'proven', says: /any other site/ },
      { ...noToken, says: /carries none/ },
    ],
  },
  {
    system,
    name: 'connections outlive their token',
    run: verified({ env: { BREAK: 'no-expiry', WS_TOKEN_TTL: '2' }, document: SHORT_LIVED }),
    red: ['credentials.expiry/events'],
    says: /expire/,
    knocks: [sound],
  },
  {
    system,
    name: 'any token is good',
    run: broken('token-unchecked'),
    red: ['credentials.wrong/events'],
    says: /credential that nobody issued was accepted/,
    knocks: [
      { ...WITH_TOKEN, verdict: 'AUTH-UNCHECKED', sure: 'proven', says: /made-up credential/ },
      { ...PAGE, verdict: 'AUTH-MISSING', sure: 'proven', says: /this handshake carries none/ },
    ],
  },
  {
    system,
    name: 'a push that breaks its schema',
    run: broken('push-wrong-schema'),
    red: ['stream.event/events/confirmOrder'],
    says: /\/data lacks "status"/,
    knocks: [sound],
  },
];
