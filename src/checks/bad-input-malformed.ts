import type { Endpoint, InvalidPolicy } from '../contract/endpoint.ts';
import { requestsOf } from '../contract/queries.ts';
import type { Finding } from '../result/result.ts';
import type { OutgoingFrame } from '../script/script.ts';
import type { ConnectionRecord, FrameRecord, Transcript } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { type Conversation, converse, expectationOf, replyTime } from './conversation.ts';
import { isUnready, presentEndpoints, runnable, unready, unrunnable } from './endpoint-case.ts';
import { frameAs, heard, namesOf } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { brokenFrame, judgeReply, pushedMessages } from './judge-reply.ts';
import { came, observation, policyLine } from './malformed-observation.ts';
import { usualIdentity } from './operation-identity.ts';
import { preludeOf } from './prelude.ts';
import { channelLines } from './promise-lines.ts';
import { describeClose, describeOutcome, seconds } from './received.ts';
import { firstRequest, type SendableRequest } from './requests.ts';

/** How long, in ms, an answer to bad input is listened for that nobody promised. */
const UNPROMISED = 500;

const PING = 'countersign';

export const badInputMalformed: Check = defineCheck({
  id: 'bad-input.malformed',
  title: 'A malformed frame gets the declared answer, and the backend goes on',
  area: 'bad-input',
  source: 'x-countersign.invalid; RFC 6455 §7.4.1',
  row: 'M9, M12, M32',
  disturbs: true,
  sendsInvalid: true,
  follows: [{ check: 'exchange.reply', all: true }],
  explain:
    'Sooner or later a client sends half a message. The answer must be the declared one, and afterwards the same connection (where it is still open) and a new one must work. In FastAPI `receive_json()` raises on bad JSON: catch it, or the client sees 1006.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).map((endpoint): CheckCase => {
      const { invalid } = endpoint;
      const head = {
        name: endpoint.id,
        title: invalid === undefined ? 'A malformed frame' : `A malformed frame ${expectedOf(invalid.value)}`,
        basis: invalid?.basis ?? ('none' as const),
        endpoint: endpoint.id,
        at: invalid?.at ?? endpoint.at,
        covers: invalid === undefined ? [] : [`${endpoint.id}:invalid`],
      };
      const bad = malformedFrame(context, endpoint);
      if (bad === undefined)
        return unrunnable(head, {
          outcome: 'skipped',
          message: 'Every frame is a message of the document.',
          remedy: 'Nothing: no frame is malformed here.',
        });
      const opening = context.opening(endpoint.id);
      if (isUnready(opening)) return unready(head, opening);
      const probe = livenessRequest(context, endpoint);
      const talk = converse(context, endpoint, opening);
      const sent = talk.add({ do: 'send', on: 'a', frame: bad.frame });
      listen(context, endpoint, talk);
      talk.add({ do: 'connect', on: 'b', endpoint: endpoint.id, opening, within: context.timing.deadline });
      const asked = ask(context, endpoint, talk, probe);
      return runnable(head, talk.script(), (transcript) =>
        judge(context, transcript, { endpoint, bad: bad.text, sent, asked, probe }),
      );
    }),
});

function malformedFrame(
  context: CheckContext,
  endpoint: Endpoint,
): { readonly frame: OutgoingFrame; readonly text: string } | undefined {
  const recogniser = context.recogniser(endpoint.id, 'client');
  const text = '{"unfinished": ';
  const recognition = recogniser.recognise({ kind: 'text', text });
  if (recognition.kind === 'malformed' || endpoint.messages.client.length === 0)
    return { frame: { text }, text };
  const binary = recogniser.recognise({ kind: 'binary', base64: 'AA==', size: 1 });
  return binary.kind === 'malformed'
    ? { frame: { base64: 'AA==' }, text: '1 byte in a binary frame' }
    : undefined;
}

function expectedOf(policy: InvalidPolicy): string {
  switch (policy.kind) {
    case 'reply':
      return `gets "${policy.message}"`;
    case 'close':
      return `closes the connection with ${policy.code}`;
    case 'ignore':
      return 'is ignored';
  }
}

function listen(context: CheckContext, endpoint: Endpoint, talk: Conversation): void {
  const { deadline, quiet, patience } = context.timing;
  const policy = endpoint.invalid?.value;
  switch (policy?.kind) {
    case 'reply':
      talk.add({
        do: 'expect',
        on: 'a',
        until: { messages: namesOf(context, endpoint.id, [policy.message]) },
        within: deadline,
      });
      break;
    case 'close':
      talk.add({ do: 'expect', on: 'a', until: { closed: true }, within: deadline });
      break;
    case 'ignore':
      talk.add({ do: 'expect', on: 'a', until: { closed: true }, within: quiet });
      break;
    case undefined:
      talk.add({ do: 'expect', on: 'a', until: {}, within: Math.min(UNPROMISED, patience) });
  }
}

/** The first request whose reply is promised, and that needs nothing said before it. */
function livenessRequest(context: CheckContext, endpoint: Endpoint): SendableRequest | undefined {
  for (const operation of requestsOf(endpoint)) {
    if (
      operation.reply === undefined ||
      operation.reply.basis === 'inferred' ||
      operation.roles !== undefined
    )
      continue;
    const role = usualIdentity(context, endpoint)?.role;
    const request = firstRequest(context, endpoint, operation, role);
    if (request !== undefined && preludeOf(context, endpoint, request.message, role).length === 0)
      return request;
  }
  return undefined;
}

/** Index of the step that asks whether the connection still works. Where it is closed, the script ends there. */
function ask(
  context: CheckContext,
  endpoint: Endpoint,
  talk: Conversation,
  probe: SendableRequest | undefined,
): number {
  const { reply } = probe?.operation ?? {};
  if (probe === undefined || reply === undefined) {
    const asked = talk.add({ do: 'send', on: 'a', frame: { ping: PING } });
    talk.add({ do: 'expect', on: 'a', until: { pong: true }, within: context.timing.deadline });
    return asked;
  }
  const asked = talk.send(probe);
  talk.add({
    do: 'expect',
    on: 'a',
    until: expectationOf(context, endpoint, reply, probe.payload),
    within: replyTime(context, reply) + context.timing.quiet,
  });
  return asked;
}

interface MalformedCase {
  readonly endpoint: Endpoint;
  readonly bad: string;
  readonly sent: number;
  readonly asked: number;
  readonly probe: SendableRequest | undefined;
}

function judge(context: CheckContext, transcript: Transcript, one: MalformedCase): Finding {
  const opened = openedOn(transcript, 'a');
  if ('finding' in opened) return opened.finding;
  const { record } = opened;
  const promised = one.endpoint.invalid;
  const pushed = pushedMessages(one.endpoint);
  const frames = heard(record, one.sent).filter(
    ({ step, message }) => step < one.asked && (message === undefined || !pushed.has(message)),
  );
  const sides = { sent: one.bad, received: came(record, frames) };
  const trouble = troubleAfterwards(context, transcript, record, one);

  if (promised === undefined) {
    if (trouble !== undefined)
      return { outcome: 'warned', expected: 'the backend goes on', ...sides, ...trouble };
    const line = policyLine(record, frames);
    return {
      outcome: 'observed',
      message: observation(record, frames),
      ...sides,
      ...(line === undefined ? {} : { promise: channelLines(one.endpoint, line) }),
    };
  }
  const expected = `the malformed frame ${expectedOf(promised.value)}, and the backend goes on`;
  const wrong = wrongAnswer(context, promised.value, record, frames);
  if (wrong !== undefined)
    return { outcome: 'failed', expected, rule: 'x-countersign.invalid', ...sides, ...wrong };
  if (trouble !== undefined)
    return { outcome: 'failed', expected, rule: 'x-countersign.invalid', ...sides, ...trouble };
  return { outcome: 'passed', message: 'Answered as declared, and the backend goes on.', expected, ...sides };
}

type Wrong = { readonly message: string; readonly received?: string; readonly rule?: string };

function wrongAnswer(
  context: CheckContext,
  policy: InvalidPolicy,
  record: ConnectionRecord,
  frames: readonly FrameRecord[],
): Wrong | undefined {
  const closed = record.close?.by === 'server' ? record.close : undefined;
  const { deadline } = context.timing;
  switch (policy.kind) {
    case 'reply': {
      const readings = frames.map((frame) => ({ frame, as: frameAs(context, frame, policy.message) }));
      if (readings.some(({ as }) => as === 'valid')) return undefined;
      const broken = readings.find(({ as }) => as === 'broken');
      if (broken !== undefined) return brokenFrame(broken.frame, policy.message);
      if (closed !== undefined)
        return {
          message: `A malformed frame ends the connection with ${describeClose(closed)} instead of getting "${policy.message}".`,
        };
      return { message: `A malformed frame did not get "${policy.message}" within ${seconds(deadline)}.` };
    }
    case 'close':
      if (closed === undefined)
        return { message: `A malformed frame did not close the connection within ${seconds(deadline)}.` };
      return closed.code === policy.code
        ? undefined
        : {
            message: `A malformed frame closed the connection with ${describeClose(closed)} instead of ${policy.code}.`,
          };
    case 'ignore':
      if (closed !== undefined)
        return {
          message: `A malformed frame ends the connection with ${describeClose(closed)}, and is to be ignored.`,
        };
      return frames.length === 0
        ? undefined
        : { message: 'A malformed frame was answered, and is to be ignored.' };
  }
}

/** What no longer works after the malformed frame. */
function troubleAfterwards(
  context: CheckContext,
  transcript: Transcript,
  record: ConnectionRecord,
  { endpoint, asked, probe }: MalformedCase,
): Wrong | undefined {
  const other = transcript.connections.b;
  const outcome = other?.handshake.outcome;
  if (outcome?.kind !== 'accepted')
    return {
      message: 'After a malformed frame the backend accepts no new connection.',
      received:
        outcome === undefined
          ? 'no answer to the next handshake'
          : `the next handshake: ${describeOutcome(outcome)}`,
    };
  const wasAsked = record.frames.some(({ from, step }) => from === 'client' && step === asked);
  if (!wasAsked) return undefined;
  if (probe?.operation.reply === undefined) {
    return record.frames.some(({ kind, from }) => kind === 'pong' && from === 'server')
      ? undefined
      : { message: 'After a malformed frame the connection is open, and no longer answers a Ping.' };
  }
  const finding = judgeReply(context, record, {
    endpoint,
    reply: probe.operation.reply,
    request: probe.payload,
    sent: asked,
    parameters: {},
  });
  // Another fault of the reply is exchange.reply's to tell.
  const silent = heard(record, asked).length === 0;
  if (finding.outcome !== 'failed' || !silent) return undefined;
  const closed =
    record.close?.by === 'server' ? `is closed with ${describeClose(record.close)}` : 'stays open';
  return {
    message: `After a malformed frame the connection ${closed}, and "${probe.message}" is no longer answered.`,
    received: 'nothing',
  };
}
