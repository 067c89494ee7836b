import type { Endpoint } from '../contract/endpoint.ts';
import type { PushOperation, Reply } from '../contract/operation.ts';
import { messageOf, pushesOf } from '../contract/queries.ts';
import type { Finding } from '../result/result.ts';
import type { Step } from '../script/script.ts';
import type { ConnectionRecord, Transcript } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { type Conversation, converse, expectationOf, openingSteps, replyTime } from './conversation.ts';
import { isUnready, presentEndpoints, protocolHead, runnable } from './endpoint-case.ts';
import { heard, outgoing } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { judgeReply } from './judge-reply.ts';
import { livenessRequest } from './liveness.ts';
import { canWait } from './patience.ts';
import { describeClose, describeFrames, seconds } from './received.ts';
import type { SendableRequest } from './requests.ts';
import { judgeEvents } from './stream-events.ts';
import { planTrigger, type Trigger } from './stream-trigger.ts';

/** Messages that are asked for and left unread: few enough for a staging server. */
const UNREAD = 40;

/** ms for which nothing is read, at least. */
const DEAF = 1_000;

/** What a failure says: no Close at all, or an error of the server (RFC 6455 §7.4.1). */
const FAILURES: ReadonlySet<number> = new Set([1006, 1011]);

export const connectionSlowReader: Check = defineCheck({
  id: 'connection.slow-reader',
  title: 'A client that does not read for a while harms nobody, and then reads what is valid',
  area: 'connection',
  phase: 'slow',
  source: 'RFC 6455 §10.4; AsyncAPI Operation Object, Operation Reply Object',
  row: 'M17',
  serial: true,
  follows: [{ check: 'exchange.reply' }, { check: 'stream.event' }, { check: 'exchange.in-flight' }],
  explain:
    'A phone in a tunnel keeps its connection and reads nothing. The server must not wait for it while others ask, and what it sends afterwards must be whole, valid and in order; it may leave out what is stale, or close with a code that says so. For a second and more nothing is read on one connection, while another one is served.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => planEndpoint(context, endpoint)),
});

interface Plan {
  readonly endpoint: Endpoint;
  /** Index of the step from which on nothing was read. */
  readonly deaf: number;
  /** What is asked on the other connection: the step that asks, and the request; without one, a Ping. */
  readonly asked: number;
  /** How often the request was sent whose replies stay unread. */
  readonly times: number;
  readonly request?: SendableRequest;
  readonly stream?: { readonly push: PushOperation; readonly trigger: Trigger };
}

function planEndpoint(context: CheckContext, endpoint: Endpoint): readonly CheckCase[] {
  const { timing } = context;
  const request = livenessRequest(context, endpoint);
  const stream = streamOf(context, endpoint);
  const opening = context.opening(endpoint.id);
  if (isUnready(opening) || (request === undefined && stream === undefined)) return [];
  const talk = stream?.trigger.begin() ?? converse(context, endpoint, opening);
  const deaf = talk.add({ do: 'read', on: 'a', reading: false });
  const times =
    request === undefined ? 0 : Math.max(1, Math.floor(UNREAD / lengthOf(request.operation.reply)));
  if (request !== undefined) for (let i = 0; i < times; i += 1) talk.send(request);
  const asked = askAnother(
    context,
    endpoint,
    talk,
    openingSteps(context, endpoint, opening, [], 'b'),
    request,
  );
  const every = stream?.push.every?.value ?? 0;
  talk.add({ do: 'wait', ms: Math.max(DEAF, Math.min(3 * every, timing.patience)) });
  talk.add({ do: 'read', on: 'a', reading: true });
  talk.add({ do: 'send', on: 'a', frame: { ping: 'awake' } });
  talk.add({ do: 'expect', on: 'a', until: { pong: true }, within: timing.deadline });
  talk.add({ do: 'expect', on: 'a', until: { closed: true }, within: timing.quiet });
  const plan: Plan = {
    endpoint,
    deaf,
    asked,
    times,
    ...(request === undefined ? {} : { request }),
    ...(stream === undefined ? {} : { stream }),
  };
  const head = protocolHead(endpoint, `A client of ${endpoint.address} that does not read harms nobody`);
  return [runnable(head, talk.script(), (transcript) => judge(context, transcript, plan))];
}

/** Messages of a reply. */
function lengthOf(reply: Reply | undefined): number {
  return reply?.sequence?.reduce((sum, { repeat }) => sum + repeat, 0) ?? 1;
}

/** A stream that the runner can begin, and whose events it can wait for. */
function streamOf(context: CheckContext, endpoint: Endpoint): Plan['stream'] {
  for (const push of pushesOf(endpoint)) {
    if (push.every === undefined || !canWait(context.timing, push.every.value)) continue;
    const trigger = planTrigger(context, endpoint, push);
    if (!('unready' in trigger) && trigger.byAnother === undefined) return { push, trigger };
  }
  return undefined;
}

/** Opens `b`, asks there, and waits for the answer. */
function askAnother(
  context: CheckContext,
  endpoint: Endpoint,
  talk: Conversation,
  opening: readonly Step[],
  request: SendableRequest | undefined,
): number {
  for (const step of opening) talk.add(step);
  const reply = request?.operation.reply;
  if (request === undefined || reply === undefined) {
    const asked = talk.add({ do: 'send', on: 'b', frame: { ping: 'countersign' } });
    talk.add({ do: 'expect', on: 'b', until: { pong: true }, within: context.timing.deadline });
    return asked;
  }
  const frame = outgoing(messageOf(context.contract, request.message), request.payload);
  const asked = talk.add({ do: 'send', on: 'b', frame });
  talk.add({
    do: 'expect',
    on: 'b',
    until: { ...expectationOf(context, endpoint, reply, request.payload), fresh: true },
    within: replyTime(context, reply),
  });
  return asked;
}

function judge(context: CheckContext, transcript: Transcript, plan: Plan): Finding {
  const opened = openedOn(transcript, 'a');
  if ('finding' in opened) return opened.finding;
  const { record } = opened;
  const what = [
    ...(plan.stream === undefined ? [] : ['a stream']),
    ...(plan.request === undefined ? [] : [`the replies to ${plan.times} × "${plan.request.message}"`]),
  ].join(' and ');
  const sides = {
    sent: `nothing was read for a second and more, of ${what}`,
    expected: 'others are served meanwhile; then valid frames, or a Close that says why',
  };
  const other = othersUnserved(context, transcript, plan);
  if (other !== undefined) return { ...sides, ...other };
  const torn = tornOrDropped(record);
  if (torn !== undefined) return { ...sides, ...torn };
  const invalid = heard(record, plan.deaf).find((frame) => frame.invalid !== undefined);
  if (invalid !== undefined)
    return {
      outcome: 'warned',
      message: `What it then reads is not valid: ${invalid.invalid?.replace(/\.$/, '')}.`,
      ...sides,
      received: describeFrames([invalid]),
    };
  const { stream } = plan;
  const ordered =
    stream === undefined
      ? undefined
      : judgeEvents(context, record, stream.push, stream.trigger, () => ({ outcome: 'passed', message: '' }));
  if (ordered?.outcome === 'failed')
    return {
      ...sides,
      ...ordered,
      outcome: 'warned',
      message: `What it then reads: ${ordered.message}`,
    };
  const received = describeFrames(heard(record, plan.deaf));
  if (record.close?.by === 'server')
    return {
      outcome: 'passed',
      message: `It is closed with ${describeClose(record.close)}.`,
      ...sides,
      received,
    };
  return {
    outcome: 'passed',
    message: 'Others were served, and what it then read is valid.',
    ...sides,
    received,
  };
}

/** Was the other client left alone while this one did not read? */
function othersUnserved(
  context: CheckContext,
  transcript: Transcript,
  { endpoint, asked, request }: Plan,
): Omit<Finding, 'sent' | 'expected'> | undefined {
  // Where the first one was dropped, the script ended there.
  if (transcript.connections.b === undefined) return undefined;
  const opened = openedOn(transcript, 'b');
  if ('finding' in opened)
    return {
      ...opened.finding,
      message: `Not tried: while one client does not read, another one cannot connect (${opened.finding.message.replace(/^Not tried: |\.$/g, '')}).`,
      remedy: 'Let the backend take two connections at once.',
    };
  const reply = request?.operation.reply;
  const { frames } = opened.record;
  if (request === undefined || reply === undefined)
    return frames.some(({ kind, from }) => kind === 'pong' && from === 'server')
      ? undefined
      : {
          outcome: 'warned',
          message: `While one client does not read, another gets no Pong within ${seconds(context.timing.deadline)}.`,
          received: 'nothing',
        };
  const finding = judgeReply(context, opened.record, {
    endpoint,
    reply,
    request: request.payload,
    sent: asked,
    parameters: {},
  });
  return finding.outcome !== 'failed'
    ? undefined
    : {
        outcome: 'failed',
        ...(reply.basis === 'inferred' ? {} : { basis: reply.basis }),
        message: `While one client does not read, another is not served: ${finding.message}`,
        ...(finding.received === undefined ? {} : { received: finding.received }),
        ...(finding.rule === undefined ? {} : { rule: finding.rule }),
        at: finding.at ?? reply.at,
      };
}

function tornOrDropped({ close }: ConnectionRecord): Omit<Finding, 'sent' | 'expected'> | undefined {
  if (close?.by !== 'server') return undefined;
  if (close.how === 'protocol-error')
    return {
      outcome: 'warned',
      message: `What it then reads is no valid frame: ${close.reason}.`,
      received: close.reason,
      rule: 'RFC 6455 §5.2',
    };
  return FAILURES.has(close.code)
    ? {
        outcome: 'warned',
        message: `A client that does not read for a while is dropped with ${describeClose(close)}.`,
        received: `closed with ${describeClose(close)}`,
        rule: 'RFC 6455 §7.4.1',
      }
    : undefined;
}
