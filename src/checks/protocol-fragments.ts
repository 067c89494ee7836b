import type { Endpoint } from '../contract/endpoint.ts';
import { messageOf } from '../contract/queries.ts';
import type { Finding } from '../result/result.ts';
import { type RawFrame, rawFrames, utf8Of } from '../script/raw-frame.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { converse, expectationOf, replyTime } from './conversation.ts';
import { isUnready, runnable } from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { judgeReply } from './judge-reply.ts';
import { livenessRequest } from './liveness.ts';
import { protocolEndpoints } from './protocol-endpoints.ts';

interface Cut {
  readonly name: string;
  readonly what: string;
  frames(bytes: readonly number[]): readonly RawFrame[];
}

const PING: RawFrame = { opcode: 9, payload: utf8Of('between') };

const CUTS: readonly Cut[] = [
  {
    name: 'two',
    what: 'in two fragments with a Ping between them',
    frames: (bytes) => {
      const [first, second] = pieces(bytes, 2);
      return [first, PING, second].filter((frame) => frame !== undefined);
    },
  },
  { name: 'bytes', what: 'in fragments of one byte', frames: (bytes) => pieces(bytes, bytes.length) },
  {
    name: 'empty',
    what: 'with empty fragments around it',
    frames: (bytes) => [
      { opcode: 1, payload: [], fin: false },
      { opcode: 0, payload: bytes, fin: false },
      { opcode: 0, payload: [] },
    ],
  },
];

/** More fragments than this are not sent. */
const MOST = 200;

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
    protocolEndpoints(context).flatMap(({ endpoint }) => CUTS.flatMap((cut) => plan(context, endpoint, cut))),
});

function pieces(bytes: readonly number[], wanted: number): readonly RawFrame[] {
  const size = Math.max(1, Math.ceil(bytes.length / Math.min(wanted, MOST)));
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, i) => ({
    opcode: i === 0 ? 1 : 0,
    payload: bytes.slice(i * size, (i + 1) * size),
    fin: i === count - 1,
  }));
}

function plan(context: CheckContext, endpoint: Endpoint, cut: Cut): readonly CheckCase[] {
  const request = livenessRequest(context, endpoint);
  const reply = request?.operation.reply;
  const opening = context.opening(endpoint.id);
  if (request === undefined || reply === undefined || isUnready(opening)) return [];
  const { format } = messageOf(context.contract, request.message);
  if (format === 'binary') return [];
  const text =
    format === 'text' && typeof request.payload === 'string'
      ? request.payload
      : JSON.stringify(request.payload);
  const parameters = context.address(endpoint.id)?.values ?? {};
  const talk = converse(context, endpoint, opening);
  const sent = talk.add({ do: 'send', on: 'a', frame: { raw: rawFrames(...cut.frames(utf8Of(text))) } });
  talk.add({
    do: 'expect',
    on: 'a',
    until: {
      ...expectationOf(context, endpoint, reply, request.payload, { request: request.payload, parameters }),
      fresh: true,
    },
    within: replyTime(context, reply),
  });
  const head = {
    name: `${endpoint.id}/${cut.name}`,
    title: `"${request.message}" ${cut.what} is answered`,
    basis: 'protocol' as const,
    endpoint: endpoint.id,
    at: endpoint.at,
    covers: [],
  };
  return [
    runnable(head, talk.script(), (transcript): Finding => {
      const opened = openedOn(transcript, 'a');
      if ('finding' in opened) return opened.finding;
      const finding = judgeReply(context, opened.record, {
        endpoint,
        reply,
        request: request.payload,
        sent,
        parameters,
      });
      return finding.outcome === 'failed'
        ? {
            ...finding,
            outcome: 'warned',
            message: `Sent ${cut.what}: ${finding.message}`,
            rule: 'RFC 6455 §5.4',
          }
        : finding;
    }),
  ];
}
