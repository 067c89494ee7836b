import type { Finding } from '../result/result.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import { type Check, defineCheck } from './check.ts';
import { type DeflateOffer, deflateBreach } from './deflate-answer.ts';
import { type OddHandshake, planOddHandshakes, withHeaders } from './odd-handshake.ts';

const offering = (offer: string): Pick<OddHandshake, 'change'> => ({
  change: (opening) => withHeaders(opening, ['Sec-WebSocket-Extensions', offer]),
});

const OFFERS: readonly OddHandshake[] = [
  {
    name: 'deflate',
    what: 'A handshake that offers permessage-deflate',
    rule: 'RFC 7692 §7.1',
    want: 'accepted',
    breach: 'warned',
    ...offering('permessage-deflate'),
    also: deflateAnswered({}),
  },
  {
    name: 'window',
    what: 'A handshake that offers permessage-deflate with server_max_window_bits=10',
    rule: 'RFC 7692 §7.1.2.1',
    want: 'accepted',
    breach: 'warned',
    ...offering('permessage-deflate; server_max_window_bits=10'),
    also: deflateAnswered({ server_max_window_bits: 10 }),
  },
  {
    name: 'second',
    what: 'A handshake that offers permessage-deflate behind another extension',
    rule: 'RFC 6455 §9.1',
    want: 'accepted',
    breach: 'warned',
    ...offering('x-countersign-unknown, permessage-deflate'),
    also: deflateAnswered({}),
  },
  {
    name: 'unknown',
    what: 'A handshake that offers an extension that nobody has',
    rule: 'RFC 6455 §9.1',
    want: 'accepted',
    breach: 'warned',
    ...offering('x-countersign-unknown'),
    also: (record) =>
      selected(record) === '' ? undefined : wrong('An extension that nobody has is selected.'),
  },
  {
    name: 'invalid',
    what: 'A handshake that offers permessage-deflate with a parameter that it does not have',
    rule: 'RFC 7692 §7: an offer with an unknown parameter is declined',
    want: 'accepted',
    breach: 'observed',
    ...offering('permessage-deflate; countersign_unknown=1'),
    also: (record) =>
      selected(record) === ''
        ? undefined
        : {
            outcome: 'observed',
            message: 'An offer with an unknown parameter is selected, where it should be declined.',
          },
  },
];

export const handshakeExtensions: Check = defineCheck({
  id: 'handshake.extensions',
  title: 'Only an extension that was offered is selected, as it was offered',
  area: 'handshake',
  phase: 'protocol',
  source: 'RFC 6455 §9.1; RFC 7692 §7.1',
  row: 'D1–D4, R5',
  explain:
    'Every browser offers permessage-deflate. The server may take it or leave it, but only with parameters that were offered: a browser fails the connection otherwise. An offer that is unknown must be passed over, not refused.',
  plan: (context) => planOddHandshakes(context, OFFERS),
});

function deflateAnswered(offered: DeflateOffer): (record: ConnectionRecord) => Finding | undefined {
  return (record) => {
    const answer = selected(record);
    const breach = deflateBreach(answer, offered);
    return breach === undefined ? undefined : wrong(breach, answer);
  };
}

function selected({ handshake: { outcome } }: ConnectionRecord): string {
  return outcome.kind === 'accepted' ? (outcome.extensions ?? '') : '';
}

function wrong(message: string, received?: string): Finding {
  return { outcome: 'warned', message, ...(received === undefined ? {} : { received }) };
}
