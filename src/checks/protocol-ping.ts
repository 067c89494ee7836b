import type { Finding } from '../result/result.ts';
import { utf8Of } from '../script/base64.ts';
import { rawFrames } from '../script/raw-frame.ts';
import type { OutgoingFrame } from '../script/script.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { type Check, defineCheck } from './check.ts';
import { protocolHead, runnable } from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { protocolEndpoints } from './protocol-endpoints.ts';
import { describeClose, seconds } from './received.ts';

interface PingCase {
  readonly name: string;
  readonly title: string;
  /** What goes before the Ping. */
  readonly first?: OutgoingFrame;
  readonly ping: string;
}

const PINGS: readonly PingCase[] = [
  { name: 'empty', title: 'An empty Ping is answered', ping: '' },
  { name: 'full', title: 'A Ping of 125 bytes is answered', ping: 'x'.repeat(125) },
  {
    name: 'after-pong',
    title: 'A Pong that nobody asked for is passed over',
    first: { raw: rawFrames({ opcode: 10, payload: utf8Of('unasked') }) },
    ping: 'countersign',
  },
];

export const protocolPing: Check = defineCheck({
  id: 'protocol.ping',
  title: 'Pings of any size are answered, and Pongs that nobody asked for passed over',
  area: 'protocol',
  source: 'RFC 6455 §5.5.2, §5.5.3',
  row: 'C5, C7',
  explain:
    'Proxies and clients ask with a Ping whether the other side lives, some with nothing in it, some with a time stamp; some send a Pong as a heartbeat of their own. None of it may disturb the conversation.',
  plan: (context) =>
    protocolEndpoints(context).flatMap(({ endpoint, opening }) =>
      PINGS.map((one) => {
        const within = context.timing.deadline;
        return runnable(
          protocolHead(endpoint, one.title, `${endpoint.id}/${one.name}`),
          {
            steps: [
              { do: 'connect', on: 'a', endpoint: endpoint.id, opening, within },
              ...(one.first === undefined ? [] : [{ do: 'send' as const, on: 'a', frame: one.first }]),
              { do: 'send', on: 'a', frame: { ping: one.ping } },
              { do: 'expect', on: 'a', until: { pong: true }, within },
            ],
            deadline: within * 2 + 1_000,
          },
          (transcript) => judge(transcript, one, within),
        );
      }),
    ),
});

function judge(transcript: Transcript, one: PingCase, within: number): Finding {
  const opened = openedOn(transcript, 'a');
  if ('finding' in opened) return opened.finding;
  const { frames, close } = opened.record;
  const ping = frames.find(({ from, kind }) => from === 'client' && kind === 'ping');
  const pong = frames.find(({ from, kind }) => from === 'server' && kind === 'pong');
  const sides = {
    sent: `${one.first === undefined ? '' : 'a Pong, then '}a Ping of ${one.ping.length} bytes`,
    expected: `a Pong of the same bytes within ${seconds(within)}`,
    rule: 'RFC 6455 §5.5.3',
  };
  if (pong !== undefined && pong.data === ping?.data)
    return { outcome: 'passed', message: 'The Pong came.', ...sides, received: 'the Pong' };
  if (pong !== undefined)
    return {
      outcome: 'warned',
      message: 'The Pong has another payload than the Ping.',
      ...sides,
      received: `a Pong of ${pong.size} bytes`,
    };
  const received = close?.by === 'server' ? `closed with ${describeClose(close)}` : 'nothing';
  return { outcome: 'warned', message: 'The Ping gets no Pong.', ...sides, received };
}
