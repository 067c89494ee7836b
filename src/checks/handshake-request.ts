import { type Check, defineCheck } from './check.ts';
import { type OddHandshake, planOddHandshakes, withHeaders, without } from './odd-handshake.ts';

const KEY = 'Sec-WebSocket-Key';

const REQUESTS: readonly OddHandshake[] = [
  {
    name: 'post',
    what: 'A handshake by POST',
    rule: 'RFC 6455 §4.2.1 (1)',
    want: 'refused',
    breach: 'warned',
    change: (opening) => ({
      ...opening,
      method: 'POST',
      headers: [...(opening.headers ?? []), ['Content-Length', '0']],
    }),
  },
  {
    name: 'http-1.0',
    what: 'A handshake over HTTP/1.0',
    rule: 'RFC 6455 §4.2.1 (1)',
    want: 'refused',
    breach: 'observed',
    change: (opening) => ({ ...opening, httpVersion: '1.0' }),
  },
  {
    name: 'no-host',
    what: 'A handshake without Host',
    rule: 'RFC 6455 §4.2.1 (2); RFC 9112 §3.2',
    want: 'refused',
    breach: 'observed',
    change: (opening) => without(opening, 'Host'),
  },
  {
    name: 'no-upgrade',
    what: 'A request without Upgrade',
    rule: 'RFC 6455 §4.2.1 (3)',
    want: 'refused',
    breach: 'warned',
    change: (opening) => without(opening, 'Upgrade'),
  },
  {
    name: 'upgrade-h2c',
    what: 'A request to upgrade to h2c',
    rule: 'RFC 6455 §4.2.1 (3)',
    want: 'refused',
    breach: 'warned',
    change: (opening) => withHeaders(opening, ['Upgrade', 'h2c']),
  },
  {
    name: 'no-connection',
    what: 'A request with Connection: keep-alive only',
    rule: 'RFC 6455 §4.2.1 (4)',
    want: 'refused',
    breach: 'warned',
    change: (opening) => withHeaders(opening, ['Connection', 'keep-alive']),
  },
  {
    name: 'no-key',
    what: 'A handshake without Sec-WebSocket-Key',
    rule: 'RFC 6455 §4.2.1 (5)',
    want: 'refused',
    breach: 'warned',
    change: (opening) => without(opening, KEY),
  },
  {
    name: 'short-key',
    what: 'A handshake with a key of 15 bytes',
    rule: 'RFC 6455 §4.2.1 (5)',
    want: 'refused',
    breach: 'observed',
    change: (opening) => withHeaders(opening, [KEY, 'Y291bnRlcnNpZ24tMTUt']),
  },
  {
    name: 'two-keys',
    what: 'A handshake with two keys',
    rule: 'RFC 6455 §11.3.1',
    want: 'refused',
    breach: 'observed',
    change: (opening) =>
      withHeaders(opening, [KEY, 'Y291bnRlcnNpZ24tMTYtYQ=='], [KEY, 'Y291bnRlcnNpZ24tMTYtYg==']),
  },
];

export const handshakeRequest: Check = defineCheck({
  id: 'handshake.request',
  title: 'A request that is no valid opening handshake is refused',
  area: 'handshake',
  phase: 'protocol',
  source: 'RFC 6455 §4.2.1',
  row: 'H3–H11, H14, R9',
  explain:
    'Each request is good but for one thing that RFC 6455 demands of it. A server that accepts it anyway has not read it, and a cache or proxy in front of it may be made to disagree with it about what was asked. HTTP/1.0, a missing Host and a key of another length are accepted by so many that they are only shown.',
  plan: (context) => planOddHandshakes(context, REQUESTS),
});
