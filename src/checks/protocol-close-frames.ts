import { utf8Of } from '../script/base64.ts';
import { type Check, defineCheck } from './check.ts';
import { type ProtocolBreach, planBreaches } from './protocol-breach.ts';

const closing = (name: string, what: string, payload: readonly number[], codes = [1002]): ProtocolBreach => ({
  name,
  what,
  frames: [{ opcode: 8, payload }],
  codes,
  rule: 'RFC 6455 §5.5.1, §7.4',
});

const coded = (code: number): readonly number[] => [code >> 8, code & 255];

const BREACHES: readonly ProtocolBreach[] = [
  closing('half-code', 'A Close with half a code', [3]),
  ...[999, 1004, 1005, 1006, 1015, 5000].map((code) =>
    closing(String(code), `A Close with ${code}`, coded(code)),
  ),
  closing('reason', 'A Close whose reason is no UTF-8', [...coded(1000), 0xff], [1007, 1002]),
  closing('long', 'A Close with a reason of 124 bytes', [...coded(1000), ...utf8Of('x'.repeat(124))]),
];

export const protocolCloseFrames: Check = defineCheck({
  id: 'protocol.close-frames',
  title: 'A Close frame that is not valid is not answered with the same',
  area: 'protocol',
  source: 'RFC 6455 §5.5.1, §7.4.1, §7.4.2',
  row: 'C14, C17',
  disturbs: true,
  sendsInvalid: true,
  explain:
    'Some codes never stand on the wire: 1005 and 1006 say that there was none. A server that echoes one, or an unreadable reason, makes the client on the other side of a proxy fail.',
  plan: (context) => planBreaches(context, BREACHES),
});
