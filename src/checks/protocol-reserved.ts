import { utf8Of } from '../script/base64.ts';
import { type Check, defineCheck } from './check.ts';
import { type ProtocolBreach, planBreaches } from './protocol-breach.ts';

const payload = utf8Of('{}');

const BREACHES: readonly ProtocolBreach[] = [
  ...[4, 2, 1].map((rsv, i) => ({
    name: `rsv${i + 1}`,
    what: `A frame with RSV${i + 1}, which no extension gave a meaning`,
    frames: [{ opcode: 1, payload, rsv }],
    codes: [1002],
    rule: 'RFC 6455 §5.2',
  })),
  ...[3, 11].map((opcode) => ({
    name: `opcode-${opcode.toString(16)}`,
    what: `A frame of the reserved opcode ${opcode.toString(16).toUpperCase()}`,
    frames: [{ opcode, payload: [] }],
    codes: [1002],
    rule: 'RFC 6455 §5.2',
  })),
  {
    name: 'length',
    what: 'A frame whose length has its top bit set',
    frames: [{ opcode: 1, payload, length: 1n << 63n }],
    codes: [1002, 1009],
    rule: 'RFC 6455 §5.2, §10.4',
  },
  {
    name: 'huge',
    what: 'A frame that announces 2⁶² bytes',
    frames: [{ opcode: 1, payload, length: 1n << 62n }],
    codes: [1009, 1002],
    rule: 'RFC 6455 §10.4',
    // A server that waits for the rest breaks nothing.
    breach: 'observed',
  },
];

export const protocolReserved: Check = defineCheck({
  id: 'protocol.reserved',
  title: 'Reserved bits, opcodes and lengths fail the connection',
  area: 'protocol',
  source: 'RFC 6455 §5.2, §10.4; RFC 7692 §6.1',
  row: 'C2, C9',
  disturbs: true,
  sendsInvalid: true,
  explain:
    'Nobody has agreed what these frames mean. A server that guesses reads something else than what was sent, and one that believes a length of 2⁶² waits, or allocates, until it dies.',
  plan: (context) => planBreaches(context, BREACHES),
});
