import { broken, client, verified } from '../rows.ts';
import type { Knock, Variant } from '../variant.ts';

const system = 'bio-mining';
const url = '/ws/bio-mining';
/** What the developer asked why: the backend is right, and has none. */
const absent: Knock = {
  url,
  verdict: 'ABSENT-BY-CONTRACT',
  sure: 'proven',
  says: /it is the client that must not knock there/,
};
const absentBare: Knock = {
  url,
  bare: true,
  verdict: 'NO-ROUTE',
  sure: 'likely',
  says: /no WebSocket is registered at \/ws\/bio-mining/,
};

export const BIO_MINING: readonly Variant[] = [
  { system, name: 'mended', run: verified(), red: [], knocks: [absent, absentBare] },
  { system, name: 'mended, --ws wsproto', run: verified({ ws: 'wsproto' }), red: [], knocks: [absent] },
  {
    system,
    name: 'the WebSocket switched on again',
    run: broken('websocket-on'),
    red: ['handshake.absent/bioMining'],
    says: /must not exist/,
    knocks: [{ url, verdict: 'SHOULD-BE-ABSENT', sure: 'proven', says: /accepts WebSockets, though/ }],
  },
  {
    system,
    name: 'a status that breaks its schema',
    run: broken('bad-status'),
    red: ['http.companion/getEntropyStatus'],
    says: /\/entropy_bits/,
    knocks: [absent],
  },
  {
    system,
    name: 'a frontend that retries for ever',
    run: client('frontend/retrying-client.ts', '{host}', '250'),
    red: ['journal/storm', 'journal/path'],
    says: /^reconnect storm: GET \/ws\/bio-mining refused 5 times, every 0\.3 s, no backoff/,
    knocks: [absent, absentBare],
  },
];
