import type { Endpoint } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import { utf8Of } from '../script/base64.ts';
import { rawPieces } from '../script/raw-frame.ts';
import type { Opening, Step } from '../script/script.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { type Cut, planCut } from './cut-request.ts';
import { protocolHead, runnable } from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { hungUp } from './hung-up.ts';
import { protocolEndpoints } from './protocol-endpoints.ts';
import { describeClose, seconds } from './received.ts';

/** TCP packets that a frame goes out in, and ms between them: slow, and faster than any server gives up. */
const PIECES = 12;
const PAUSE = 80;

const RULE = 'RFC 6455 §5.2; RFC 9293 §3.7';

const SLOWLY: Cut = {
  name: 'text',
  what: `in ${PIECES} TCP packets`,
  rule: RULE,
  pause: PAUSE,
  frames: (payload) => rawPieces(PIECES, { opcode: 1, payload }).map((raw) => ({ raw })),
};

export const connectionSlowFrames: Check = defineCheck({
  id: 'connection.slow-frames',
  title: 'A frame that arrives in slow pieces is answered as one that arrives at once',
  area: 'connection',
  phase: 'slow',
  source: 'RFC 6455 §5.2; RFC 9293 §3.7',
  row: 'C3',
  serial: true,
  follows: [{ check: 'exchange.reply', all: true }, { check: 'connection.ping' }],
  explain:
    'TCP delivers bytes, not frames: over a bad mobile network the head of a frame may come a moment before its payload, or in the middle of it. A server that takes each packet for a frame answers nonsense, or nothing. One Ping and one request go out in 12 packets within a second.',
  plan: (context) =>
    protocolEndpoints(context).flatMap(({ endpoint, opening }) => [
      planPing(context, endpoint, opening),
      ...planCut(context, endpoint, SLOWLY),
    ]),
});

function planPing(context: CheckContext, endpoint: Endpoint, opening: Opening): CheckCase {
  const within = context.timing.deadline;
  const pieces = rawPieces(PIECES, { opcode: 9, payload: utf8Of('countersign') });
  const steps: Step[] = [
    { do: 'connect', on: 'a', endpoint: endpoint.id, opening, within },
    ...pieces.flatMap((raw): Step[] => [
      { do: 'send', on: 'a', frame: { raw } },
      { do: 'wait', ms: PAUSE },
    ]),
    { do: 'expect', on: 'a', until: { pong: true }, within },
  ];
  return runnable(
    protocolHead(endpoint, `A Ping ${SLOWLY.what} is answered`, `${endpoint.id}/ping`),
    { steps, deadline: within * 2 + PIECES * PAUSE + 1_000 },
    (transcript) => judgePing(transcript, within),
  );
}

function judgePing(transcript: Transcript, within: number): Finding {
  const opened = openedOn(transcript, 'a');
  if ('finding' in opened) return opened.finding;
  const { close, frames } = opened.record;
  const sides = {
    sent: `a Ping in ${PIECES} TCP packets, ${seconds(PAUSE)} apart`,
    expected: `a Pong within ${seconds(within)}`,
    rule: RULE,
  };
  if (frames.some(({ from, kind }) => from === 'server' && kind === 'pong'))
    return { outcome: 'passed', message: 'The Pong came.', ...sides, received: 'the Pong' };
  const done = hungUp(opened.record);
  if (done !== undefined)
    return {
      outcome: 'observed',
      message: `The server closed with ${describeClose(done)} before all of it had come.`,
      ...sides,
      received: `closed with ${describeClose(done)}`,
    };
  return close?.by === 'server'
    ? {
        outcome: 'warned',
        message: `The connection is closed with ${describeClose(close)} when a Ping comes ${SLOWLY.what}.`,
        ...sides,
        received: `closed with ${describeClose(close)}`,
      }
    : {
        outcome: 'warned',
        message: `A Ping ${SLOWLY.what} gets no Pong.`,
        ...sides,
        received: 'nothing',
      };
}
