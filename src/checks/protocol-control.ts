import { utf8Of } from '../script/base64.ts';
import { type Check, defineCheck } from './check.ts';
import { type ProtocolBreach, planBreaches } from './protocol-breach.ts';

const large = utf8Of('x'.repeat(126));

const BREACHES: readonly ProtocolBreach[] = [
  {
    name: 'large-ping',
    what: 'A Ping of 126 bytes',
    frames: [{ opcode: 9, payload: large }],
    codes: [1002],
    rule: 'RFC 6455 §5.5',
  },
  {
    name: 'fragmented-ping',
    what: 'A Ping in two fragments',
    frames: [
      { opcode: 9, payload: utf8Of('a'), fin: false },
      { opcode: 0, payload: utf8Of('b') },
    ],
    codes: [1002],
    rule: 'RFC 6455 §5.5',
  },
  {
    name: 'continuation',
    what: 'A continuation of nothing',
    frames: [{ opcode: 0, payload: utf8Of('{}') }],
    codes: [1002],
    rule: 'RFC 6455 §5.4',
  },
  {
    name: 'interrupted',
    what: 'A message inside of another',
    frames: [
      { opcode: 1, payload: utf8Of('{'), fin: false },
      { opcode: 1, payload: utf8Of('{}') },
    ],
    codes: [1002],
    rule: 'RFC 6455 §5.4',
  },
];

export const protocolControl: Check = defineCheck({
  id: 'protocol.control',
  title: 'Control frames and fragments out of place fail the connection',
  area: 'protocol',
  source: 'RFC 6455 §5.4, §5.5',
  row: 'C4, C6',
  disturbs: true,
  sendsInvalid: true,
  explain:
    'A control frame is short and whole, and a message ends before the next one begins. Whatever is put together of anything else is another message than the one that was sent.',
  plan: (context) => planBreaches(context, BREACHES),
});
