import type { Endpoint } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import type { Opening } from '../script/script.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { needsPatience, protocolHead, runnable, unrunnable } from './endpoint-case.ts';
import { canWait } from './patience.ts';
import { protocolEndpoints } from './protocol-endpoints.ts';
import { seconds, sentHandshake } from './received.ts';
import { notReached, receptionOf } from './refusal.ts';

interface Pace {
  readonly name: string;
  /** The subject of a sentence. */
  readonly what: string;
  readonly inPieces: NonNullable<Opening['inPieces']>;
}

const PACES: readonly Pace[] = [
  {
    name: 'bytes',
    what: 'A handshake in 200 TCP packets within about a second',
    inPieces: { count: 200, pause: 5 },
  },
  {
    name: 'halves',
    what: 'A handshake whose second half comes a second later',
    inPieces: { count: 2, pause: 1_000 },
  },
];

/** ms after which half a handshake is given up by servers that do so at all: 60 s for nginx, up to 90 for Node. */
const GIVEN_UP = 100_000;

export const connectionSlowHandshake: Check = defineCheck({
  id: 'connection.slow-handshake',
  title: 'A handshake that arrives slowly is answered, and half a one does not wait for ever',
  area: 'connection',
  phase: 'slow',
  source: 'RFC 9112 §2.2, §9.5; RFC 9293 §3.7',
  row: 'H21',
  serial: true,
  follows: [{ check: 'handshake.accept' }],
  explain:
    'Over a bad mobile network the head of a request takes its time, and TCP may cut it anywhere. A good handshake within a second is slow, and nothing to give up for. One that never ends must be given up some day, or who opens a few thousand of them has the server for himself (slow-loris); that takes more than a minute, and is only tried with --thorough.',
  plan: (context) =>
    protocolEndpoints(context).flatMap(({ endpoint, opening }) => [
      ...PACES.map((pace) => planSlow(context, endpoint, opening, pace)),
      planHalf(context, endpoint, opening),
    ]),
});

function planSlow(context: CheckContext, endpoint: Endpoint, opening: Opening, pace: Pace): CheckCase {
  const { count, pause } = pace.inPieces;
  const within = context.timing.deadline + count * pause;
  return runnable(
    protocolHead(endpoint, `${pace.what} is accepted`, `${endpoint.id}/${pace.name}`),
    {
      steps: [
        {
          do: 'connect',
          on: 'a',
          endpoint: endpoint.id,
          opening: { ...opening, inPieces: pace.inPieces },
          within,
        },
      ],
      deadline: within + 1_000,
    },
    ({ connections }) => judgeSlow(connections.a, pace),
  );
}

function judgeSlow(record: ConnectionRecord | undefined, { what }: Pace): Finding {
  const reception = receptionOf(record);
  const sent = sentHandshake(record);
  const sides = {
    ...(sent === undefined ? {} : { sent }),
    expected: 'accepted (101)',
    received: reception.text,
    rule: 'RFC 9112 §2.2; RFC 9293 §3.7',
  };
  switch (reception.kind) {
    case 'unreached':
      return notReached(reception.text);
    case 'accepted':
      return { outcome: 'passed', message: 'Accepted.', ...sides };
    case 'refused':
      return { outcome: 'warned', message: `${what} is refused.`, ...sides };
    case 'unanswered':
      return { outcome: 'warned', message: `${what} gets no answer.`, ...sides };
  }
}

/** The other half would come when everything is over. */
function planHalf(context: CheckContext, endpoint: Endpoint, opening: Opening): CheckCase {
  const head = protocolHead(endpoint, 'Half a handshake is given up', `${endpoint.id}/half`);
  if (!canWait(context.timing, GIVEN_UP)) return unrunnable(head, needsPatience(GIVEN_UP));
  return runnable(
    head,
    {
      steps: [
        {
          do: 'connect',
          on: 'a',
          endpoint: endpoint.id,
          opening: { ...opening, inPieces: { count: 2, pause: GIVEN_UP * 2 } },
          within: GIVEN_UP,
        },
      ],
      deadline: GIVEN_UP + 1_000,
    },
    ({ connections }) => judgeHalf(connections.a),
  );
}

function judgeHalf(record: ConnectionRecord | undefined): Finding {
  const outcome = record?.handshake.outcome;
  const sides = {
    sent: 'the first half of a handshake, and nothing more',
    expected: 'a refusal, or the end of the connection',
    received: receptionOf(record).text,
    rule: 'RFC 9112 §9.5',
  };
  if (outcome === undefined || (outcome.kind === 'failed' && outcome.stage !== 'answer'))
    return notReached(sides.received);
  if (outcome.kind === 'accepted')
    return { outcome: 'warned', message: 'Half a handshake is accepted.', ...sides };
  return outcome.kind === 'failed' && outcome.code === 'TIMEOUT'
    ? {
        outcome: 'observed',
        message: `Half a handshake still has its place after ${seconds(outcome.after)}.`,
        ...sides,
      }
    : { outcome: 'passed', message: `Given up after ${seconds(outcome.after)}.`, ...sides };
}
