import type { Endpoint } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { converse } from './conversation.ts';
import {
  type CaseHead,
  isUnready,
  presentEndpoints,
  runnable,
  unready,
  unrunnable,
} from './endpoint-case.ts';
import { heard } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { channelLines } from './promise-lines.ts';
import { describeClose, describeFrames, describeOutcome, seconds } from './received.ts';

/** Sent where the document names no limit: more than any message of a user interface. */
const USUAL = 1024 * 1024;
/** Larger messages are not sent: a guest is gentle. */
const GENTLE = 16 * 1024 * 1024;

export const badInputSize: Check = defineCheck({
  id: 'bad-input.size',
  title: 'A message larger than the limit is closed with 1009',
  area: 'bad-input',
  phase: 'boundaries',
  source: 'x-countersign.limits.payload; RFC 6455 §7.4.1 (1009), §10.4',
  row: 'C10, M15',
  serial: true,
  disturbs: true,
  sendsInvalid: true,
  explain:
    'A client that sends too much must be told so: 1009. Just as much as the limit must be taken. Without a limit of its own the server has that of its library: 16 MiB (uvicorn), 100 MiB (ws), none (gorilla).',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints)
      .filter(({ messages }) => messages.client.length > 0)
      .flatMap((endpoint) => {
        const limit = endpoint.payloadLimit?.value;
        return limit === undefined
          ? [plan(context, endpoint, USUAL, 'large')]
          : [plan(context, endpoint, limit, 'limit'), plan(context, endpoint, limit + 1, 'over')];
      }),
});

type Part = 'large' | 'limit' | 'over';

function plan(context: CheckContext, endpoint: Endpoint, bytes: number, part: Part): CheckCase {
  const promised = endpoint.payloadLimit;
  const titles: Readonly<Record<Part, string>> = {
    large: `${endpoint.address} and a message of ${bytes} bytes`,
    limit: `${endpoint.address} takes a message of ${bytes} bytes`,
    over: `${endpoint.address} closes a message of ${bytes} bytes with 1009`,
  };
  const head: CaseHead = {
    name: `${endpoint.id}/${part}`,
    title: titles[part],
    basis: promised?.basis ?? 'none',
    endpoint: endpoint.id,
    at: promised?.at ?? endpoint.at,
    covers: [],
  };
  if (bytes > GENTLE)
    return unrunnable(head, {
      outcome: 'skipped',
      message: `It would need a message of ${bytes} bytes.`,
      remedy: `Run the backend with a limit of at most ${GENTLE} bytes, and say so in the document.`,
    });
  const opening = context.opening(endpoint.id);
  if (isUnready(opening)) return unready(head, opening);
  const { deadline, quiet } = context.timing;
  const talk = converse(context, endpoint, opening);
  const sent = talk.add({ do: 'send', on: 'a', frame: { text: 'x'.repeat(bytes) } });
  talk.add({
    do: 'expect',
    on: 'a',
    until: { closed: true },
    within: part === 'over' ? deadline : quiet * 4,
  });
  talk.add({ do: 'connect', on: 'b', endpoint: endpoint.id, opening, within: deadline });
  return runnable(head, talk.script(), (transcript) =>
    judge(endpoint, transcript, { part, bytes, sent, deadline }),
  );
}

interface SizeCase {
  readonly part: Part;
  readonly bytes: number;
  readonly sent: number;
  readonly deadline: number;
}

function judge(
  endpoint: Endpoint,
  transcript: Transcript,
  { part, bytes, sent, deadline }: SizeCase,
): Finding {
  const opened = openedOn(transcript, 'a');
  if ('finding' in opened) return opened.finding;
  const { close } = opened.record;
  const closed = close?.by === 'server' ? close : undefined;
  const tooBig = closed?.code === 1009;
  const frames = heard(opened.record, sent);
  const sides = {
    sent: `${bytes} × "x" in one text frame`,
    received: closed === undefined ? describeFrames(frames) : `closed with ${describeClose(closed)}`,
    rule: 'x-countersign.limits.payload',
  };
  const next = transcript.connections.b?.handshake.outcome;
  if (next?.kind !== 'accepted')
    return {
      outcome: part === 'large' ? 'warned' : 'failed',
      message: `After a message of ${bytes} bytes the backend accepts no new connection.`,
      ...sides,
      received: next === undefined ? 'no answer to the next handshake' : describeOutcome(next),
    };
  if (part === 'over') {
    const expected = `closed with 1009 within ${seconds(deadline)}`;
    if (tooBig) return { outcome: 'passed', message: 'Closed with 1009.', expected, ...sides };
    return {
      outcome: 'failed',
      message:
        closed === undefined
          ? `A message of ${bytes} bytes, one more than the limit, is taken.`
          : `A message of ${bytes} bytes is closed with ${describeClose(closed)} instead of 1009.`,
      expected,
      ...sides,
    };
  }
  if (part === 'limit')
    return tooBig
      ? {
          outcome: 'failed',
          message: `A message of ${bytes} bytes, just the limit, is closed with 1009.`,
          expected: 'taken',
          ...sides,
        }
      : { outcome: 'passed', message: 'It is not too large.', expected: 'not closed with 1009', ...sides };
  return {
    outcome: 'observed',
    message: tooBig
      ? `A message of ${bytes} bytes is too large for the backend (1009).`
      : `A message of ${bytes} bytes is not too large for the backend.`,
    ...sides,
    promise: channelLines(endpoint, `limits: { payload: ${USUAL} } # bytes, or what yours is`),
  };
}
