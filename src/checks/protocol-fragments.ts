import { utf8Of } from '../script/base64.ts';
import { type RawFrame, rawFrames } from '../script/raw-frame.ts';
import { type Check, defineCheck } from './check.ts';
import { type Cut, planCut } from './cut-request.ts';
import { protocolEndpoints } from './protocol-endpoints.ts';

const PING: RawFrame = { opcode: 9, payload: utf8Of('between') };

/** More fragments than this are not sent. */
const MOST = 200;

const RULE = 'RFC 6455 §5.4';

const CUTS: readonly Cut[] = [
  {
    name: 'two',
    what: 'in two fragments with a Ping between them',
    rule: RULE,
    frames: (bytes) => {
      const [first, second] = pieces(bytes, 2);
      return together([first, PING, second].filter((frame) => frame !== undefined));
    },
  },
  {
    name: 'bytes',
    what: 'in fragments of one byte',
    rule: RULE,
    frames: (bytes) => together(pieces(bytes, bytes.length)),
  },
  {
    name: 'empty',
    what: 'with empty fragments around it',
    rule: RULE,
    frames: (bytes) =>
      together([
        { opcode: 1, payload: [], fin: false },
        { opcode: 0, payload: bytes, fin: false },
        { opcode: 0, payload: [] },
      ]),
  },
];

export const protocolFragments: Check = defineCheck({
  id: 'protocol.fragments',
  title: 'A request in fragments gets the same reply',
  area: 'protocol',
  source: 'RFC 6455 §5.4',
  row: 'C3, M13',
  disturbs: true,
  follows: [{ check: 'exchange.reply', all: true }],
  explain:
    'Proxies may cut a message anywhere, also inside of a character, and put a Ping between the pieces. What is put together again must be the same message.',
  plan: (context) =>
    protocolEndpoints(context).flatMap(({ endpoint }) =>
      CUTS.flatMap((cut) => planCut(context, endpoint, cut)),
    ),
});

function together(frames: readonly RawFrame[]): readonly [{ readonly raw: string }] {
  return [{ raw: rawFrames(...frames) }];
}

function pieces(bytes: readonly number[], wanted: number): readonly RawFrame[] {
  const size = Math.max(1, Math.ceil(bytes.length / Math.min(wanted, MOST)));
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, i) => ({
    opcode: i === 0 ? 1 : 0,
    payload: bytes.slice(i * size, (i + 1) * size),
    fin: i === count - 1,
  }));
}
