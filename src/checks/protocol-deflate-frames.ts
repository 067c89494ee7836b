import { utf8Of } from '../script/base64.ts';
import { deflated } from '../script/deflated.ts';
import { type Check, defineCheck } from './check.ts';
import { declinedDeflate, offerDeflate } from './deflate-offer.ts';
import { type ProtocolBreach, planBreaches } from './protocol-breach.ts';

const payload = deflated(utf8Of('{}'));

const offered: Pick<ProtocolBreach, 'change' | 'skip'> = {
  change: (opening) => offerDeflate(opening),
  skip: declinedDeflate,
};

const BREACHES: readonly ProtocolBreach[] = [
  {
    name: 'garbage',
    what: 'A compressed message that cannot be inflated',
    // The third type of block that RFC 1951 §3.2.3 reserves.
    frames: [{ opcode: 1, rsv: 4, payload: [0x07, 0xff, 0xff, 0xff] }],
    codes: [1007, 1002],
    rule: 'RFC 7692 §7.2.2',
    ...offered,
  },
  {
    name: 'continuation',
    what: 'A fragment with RSV1 that is not the first',
    frames: [
      { opcode: 1, rsv: 4, payload: payload.slice(0, 3), fin: false },
      { opcode: 0, rsv: 4, payload: payload.slice(3) },
    ],
    codes: [1002],
    rule: 'RFC 7692 §6.1',
    // Several libraries look at the bit of the first frame only, and nobody is harmed.
    breach: 'observed',
    ...offered,
  },
  {
    name: 'control',
    what: 'A Ping with RSV1',
    frames: [{ opcode: 9, rsv: 4, payload: [] }],
    codes: [1002],
    rule: 'RFC 7692 §6.1',
    breach: 'observed',
    ...offered,
  },
];

export const protocolDeflateFrames: Check = defineCheck({
  id: 'protocol.deflate-frames',
  title: 'Broken compression fails the connection',
  area: 'protocol',
  source: 'RFC 7692 §6.1, §7.2.2',
  row: 'D6, D7',
  disturbs: true,
  sendsInvalid: true,
  explain:
    'Where compression was agreed on, RSV1 stands on the first frame of a message and nowhere else, and what it marks can be inflated. A server that goes on after something else has lost its place in the stream: the next message is nonsense.',
  plan: (context) => planBreaches(context, BREACHES),
});
