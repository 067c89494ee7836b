import { accepts, fails } from '../../support/play-diagnosis.ts';
import { always, always404, atFeed, type CauseRow, CERTIFICATE, row, TLS } from './cause-row.ts';

/** What never becomes an HTTP answer, and what only a browser does. */
export const NETWORK_ROWS: readonly CauseRow[] = [
  row('NET-DNS', 'proven', 'ENOTFOUND', { ws: always(fails('dns', 'ENOTFOUND')) }),
  row('NET-REFUSED', 'proven', 'ECONNREFUSED', { ws: always(fails('tcp', 'ECONNREFUSED')) }),
  row(
    'NET-FAMILY',
    'proven',
    'the same port at ::1',
    {
      ws: ({ place }) => (place.host === '::1' ? accepts() : fails('tcp', 'ECONNREFUSED')),
      listeners: [{ address: '::1', port: 8000 }],
    },
    { place: { protocol: 'ws', host: 'localhost', port: 8000 } },
  ),
  row('NET-TIMEOUT', 'likely', 'no SYN-ACK', { ws: always(fails('tcp', 'TIMEOUT')) }),
  row('NET-CLOSES', 'proven', 'FIN on everything', {
    ws: always(fails('answer', 'CLOSED')),
    http: () => undefined,
  }),
  row('NET-DROP-WS', 'likely', 'FIN on every upgrade', { ws: always(fails('answer', 'CLOSED')) }),
  row(
    'TLS-EXPIRED',
    'proven',
    'by the error',
    { ws: always(fails('tls', 'CERT_HAS_EXPIRED')), certificate: CERTIFICATE },
    TLS,
  ),
  row(
    'TLS-EXPIRED',
    'proven',
    'by its dates, though self-signed is what the error says',
    {
      ws: always(fails('tls', 'DEPTH_ZERO_SELF_SIGNED_CERT')),
      certificate: { ...CERTIFICATE, to: '2026-11-02' },
    },
    TLS,
  ),
  row(
    'TLS-NAME',
    'proven',
    'altname',
    { ws: always(fails('tls', 'ERR_TLS_CERT_ALTNAME_INVALID')), certificate: CERTIFICATE },
    TLS,
  ),
  row(
    'TLS-UNTRUSTED',
    'proven',
    'self-signed',
    { ws: always(fails('tls', 'DEPTH_ZERO_SELF_SIGNED_CERT')), certificate: CERTIFICATE },
    TLS,
  ),
  row(
    'TLS-PLAIN-PORT',
    'proven',
    'plain ws is answered',
    { ws: ({ place }) => (place.protocol === 'wss' ? fails('tls', 'EPROTO') : always404) },
    TLS,
  ),
  row('TLS-WS-ON-TLS-PORT', 'proven', 'a certificate behind ws://', {
    ws: always(fails('answer', 'CLOSED')),
    http: () => undefined,
    certificate: CERTIFICATE,
  }),
  row(
    'TLS-FAILED',
    'likely',
    'another version',
    { ws: always(fails('tls', 'ERR_SSL_UNSUPPORTED_PROTOCOL')) },
    TLS,
  ),
  row(
    'HTTP2-ONLY',
    'likely',
    'no common ALPN',
    { ws: always(fails('tls', 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL')) },
    TLS,
  ),
  row('HTTP2-ONLY', 'proven', 'a SETTINGS frame', {
    ws: always(fails('answer', 'NOT_HTTP', '\\x00\\x00\\x00\\x04\\x00\\x00\\x00\\x00\\x00')),
    http: () => undefined,
  }),
  row('NOT-HTTP', 'proven', 'SSH', {
    ws: always(fails('answer', 'NOT_HTTP', 'SSH-2.0')),
    http: () => undefined,
  }),
  row('UPGRADE-IGNORED', 'proven', 'every upgrade hangs', { ws: always(fails('answer', 'TIMEOUT')) }),
  row('HANG-PRE-ACCEPT', 'proven', 'one path hangs', { ws: atFeed(fails('answer', 'TIMEOUT')) }),
  row('EVENT-LOOP-BLOCKED', 'likely', 'HTTP hangs, too', {
    ws: always(fails('answer', 'TIMEOUT')),
    http: () => undefined,
  }),
  row(
    'MIXED-CONTENT',
    'likely',
    'a page of https',
    { ws: always(accepts()), reply: () => '{}' },
    { origin: 'https://shop.example', place: { protocol: 'ws', host: 'api.shop.example', port: 80 } },
  ),
  row(
    'BAD-PORT',
    'likely',
    '6000',
    { ws: always(accepts()), reply: () => '{}' },
    { place: { protocol: 'ws', host: '127.0.0.1', port: 6000 } },
  ),
  row(
    'LNA',
    'likely',
    'a public page, a private server',
    { ws: always(accepts()), reply: () => '{}' },
    { origin: 'https://shop.example', place: { protocol: 'ws', host: '127.0.0.1', port: 8000 } },
  ),
];
