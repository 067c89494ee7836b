import { deflated } from '../script/deflated.ts';
import { rawFrames } from '../script/raw-frame.ts';
import { type Check, defineCheck } from './check.ts';
import { type Cut, planCut } from './cut-request.ts';
import { declinedDeflate, offerDeflate } from './deflate-offer.ts';
import { protocolEndpoints } from './protocol-endpoints.ts';

/** Where a compressed message is cut in two, in bytes: in the middle of the head of its first block. */
const CUT = 3;

const CUTS: readonly Cut[] = [
  {
    name: 'message',
    what: 'compressed',
    rule: 'RFC 7692 §7.2.2',
    change: (opening) => offerDeflate(opening),
    skip: declinedDeflate,
    frames: (bytes) => [{ raw: rawFrames({ opcode: 1, rsv: 4, payload: deflated(bytes) }) }],
  },
  {
    name: 'fragments',
    what: 'compressed and in fragments',
    rule: 'RFC 7692 §6.1',
    change: (opening) => offerDeflate(opening),
    skip: declinedDeflate,
    frames(bytes) {
      const payload = deflated(bytes);
      const first = { opcode: 1, rsv: 4, payload: payload.slice(0, CUT), fin: false };
      return [{ raw: rawFrames(first, { opcode: 0, payload: payload.slice(CUT) }) }];
    },
  },
  {
    name: 'plain',
    what: 'uncompressed, where it may be compressed',
    rule: 'RFC 7692 §6',
    change: (opening) => offerDeflate(opening),
    skip: declinedDeflate,
    frames: (payload) => [{ raw: rawFrames({ opcode: 1, payload }) }],
  },
  {
    name: 'no-takeover',
    what: 'compressed twice, with server_no_context_takeover asked for',
    rule: 'RFC 7692 §7.1.1.1',
    change: (opening) => offerDeflate(opening, '; server_no_context_takeover; client_no_context_takeover'),
    skip: declinedDeflate,
    times: 2,
    frames: (bytes) => {
      const raw = rawFrames({ opcode: 1, rsv: 4, payload: deflated(bytes) });
      return [{ raw }, { raw }];
    },
  },
];

export const protocolDeflate: Check = defineCheck({
  id: 'protocol.deflate',
  title: 'A compressed request gets the same reply',
  area: 'protocol',
  source: 'RFC 7692 §6, §7.2',
  row: 'D5, D9',
  disturbs: true,
  follows: [{ check: 'exchange.reply', all: true }],
  explain:
    'Every browser offers permessage-deflate, and compresses what it sends where the server takes it up. What is compressed, in fragments or whole, must be the same message; what comes back must be readable with the parameters that were agreed on. A server that declines breaks nothing.',
  plan: (context) =>
    protocolEndpoints(context).flatMap(({ endpoint }) =>
      CUTS.flatMap((cut) => planCut(context, endpoint, cut)),
    ),
});
