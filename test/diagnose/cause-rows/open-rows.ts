import { accepts } from '../../support/play-diagnosis.ts';
import { always, atFeed, type CauseRow, row } from './cause-row.ts';

/** Accepted, and then. */
export const OPEN_ROWS: readonly CauseRow[] = [
  row('CONNECTED', 'proven', 'an echo', { ws: always(accepts()), reply: () => '{}' }),
  row('RATE-LIMIT', 'proven', 'Close 4429', { ws: always(accepts({ close: { code: 4429 } })) }),
  row('CAPACITY', 'likely', 'Close 1013', { ws: always(accepts({ close: { code: 1013 } })) }),
  row(
    'SHOULD-BE-ABSENT',
    'proven',
    'absent, and there',
    { ws: always(accepts()) },
    { path: '/old' },
    'absent',
  ),
  row('WRONG-PROTOCOL-FAMILY', 'proven', 'SockJS', {
    ws: always(accepts({ greets: ['o'] })),
    reply: () => '{}',
  }),
  row('SUBPROTOCOL-MISSING', 'likely', '4406', { ws: always(accepts({ close: { code: 4406 } })) }),
  row(
    'SUBPROTOCOL-NOT-SELECTED',
    'proven',
    'none is selected',
    { ws: always(accepts()), reply: () => '{}' },
    { subprotocols: ['v1'] },
  ),
  row(
    'AUTH-ROLE',
    'likely',
    'Close 4403',
    { ws: atFeed(accepts({ close: { code: 4403 } })) },
    { search: '?token=x' },
  ),
  row(
    'COOKIE-NOT-SENT',
    'likely',
    'localhost and 127.0.0.1 are two hosts',
    { ws: always(accepts({ close: { code: 4401 } })) },
    { path: '/cookie' },
    'cookie',
  ),
  row(
    'AUTH-UNCHECKED',
    'proven',
    'a token that nobody issued is accepted',
    { ws: always(accepts()), reply: () => '{}' },
    { path: '/token', search: '?token=good' },
    'token',
  ),
  row('CLOSED-AFTER-ACCEPT', 'proven', 'a Close that comes while nobody says anything', {
    ws: always(accepts()),
    idle: { code: 1008, reason: 'no token' },
  }),
  row(
    'ORIGIN-UNCHECKED',
    'proven',
    'a foreign Origin is accepted',
    { ws: always(accepts()), reply: () => '{}' },
    { path: '/origin' },
    'origin',
  ),
  row('INVALID-FRAMES', 'proven', 'HTTP inside of the stream', {
    ws: always(accepts({ breaches: [{ rule: 'R7', message: 'Bytes that are no frame.' }] })),
  }),
  row('INVALID-101', 'proven', 'a wrong Sec-WebSocket-Accept', {
    ws: always(accepts({ breaches: [{ rule: 'R3', message: 'Wrong accept.' }] })),
  }),
  row('MESSAGE-TOO-BIG', 'proven', '1009 after a message', {
    ws: always(accepts()),
    reply: () => ({ code: 1009 }),
  }),
  row('HANDLER-CRASH-POST', 'likely', 'FIN at once', {
    ws: always(accepts({ close: { code: 1006, how: 'fin' } })),
  }),
  row('HANDLER-CRASH-POST', 'proven', '1011 at once', { ws: always(accepts({ close: { code: 1011 } })) }),
  row('HANDLER-CRASH-POST', 'proven', 'FIN after a frame that is no JSON', {
    ws: always(accepts()),
    reply: () => ({ code: 1006, how: 'fin' }),
  }),
  row('HANDLER-RETURNED', 'likely', '1000 at once', { ws: atFeed(accepts({ close: { code: 1000 } })) }),
  row('NO-ROUTE', 'one-of', '1005 at once, on every path', {
    ws: always(accepts({ close: { code: 1005 } })),
  }),
  row('GOING-AWAY', 'proven', '1001', { ws: always(accepts({ close: { code: 1001 } })) }),
  row('GOING-AWAY', 'proven', '1012', { ws: always(accepts({ close: { code: 1012 } })) }),
  ...[1002, 1003, 1007, 1008, 1010, 1014, 3008, 4000, 4400, 4408, 4409].map((code) =>
    row('CLOSED-AFTER-ACCEPT', 'proven', `${code}`, { ws: always(accepts({ close: { code } })) }, {}, 'live'),
  ),
  row('HALF-OPEN', 'likely', 'no Pong', { ws: always(accepts()), pongs: false }),
  row(
    'MESSAGE-REFUSED',
    'proven',
    '1003 after the document’s example',
    { ws: always(accepts()), reply: (frame) => ('json' in frame ? { code: 1003 } : '{}') },
    { path: '/ws' },
    'live',
  ),
  row(
    'REPLY-NEVER',
    'likely',
    'another message comes',
    { ws: always(accepts()), reply: () => '{"type":"error"}' },
    { path: '/ws' },
    'live',
  ),
  row('CONNECTED-SILENT', 'likely', 'nothing comes', { ws: always(accepts()) }, { path: '/ws' }, 'live'),
  row('IDLE-TIMEOUT', 'likely', 'FIN after 2 s', {
    ws: always(accepts()),
    reply: () => '{}',
    idle: { code: 1006, how: 'fin' },
  }),
  row(
    'CORS-COMPANIONS',
    'proven',
    'the preflight is not answered',
    { ws: always(accepts()), reply: () => '{}', http: () => ({ status: 405 }) },
    { path: '/ws' },
    'cors',
  ),
];
