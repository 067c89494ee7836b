import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import { readPointer, writePointer } from '../contract/json-pointer.ts';
import type { PushOperation, RequestOperation } from '../contract/operation.ts';
import { messageOf, pushesOf } from '../contract/queries.ts';
import { boundValue, endingBindings, judgeBindings, listOf } from '../rules/exchange.ts';
import { writePart } from '../rules/text-parts.ts';
import { firstWithin, latest } from '../rules/tolerance.ts';
import type { LateValue } from '../script/script.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { expectationOf, replyTime } from './conversation.ts';
import {
  type CaseHead,
  needsPatience,
  presentEndpoints,
  runnable,
  unready,
  unrunnable,
} from './endpoint-case.ts';
import { frameAs, heard, outgoing, payloadOf } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { canWait } from './patience.ts';
import { describeFrames, describePayload, seconds } from './received.ts';
import { firstRequest, type SendableRequest } from './requests.ts';
import { repliesTo } from './stream-events.ts';
import { planTrigger, type Trigger } from './stream-trigger.ts';

export const streamStop: Check = defineCheck({
  id: 'stream.stop',
  title: 'A stream ends when the client ends it',
  area: 'stream',
  source: 'x-countersign.until',
  row: 'M8',
  explain:
    'After the client has unsubscribed, nothing of that subscription may come. What was under way then still may: for as long as the first event had taken to come, and 250 ms. A task that is forgotten goes on for ever, and each reconnect adds one more.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) =>
      pushesOf(endpoint)
        .filter(({ until }) => until !== undefined)
        .map((push) => planPush(context, endpoint, push)),
    ),
});

function planPush(context: CheckContext, endpoint: Endpoint, push: PushOperation): CheckCase {
  const names = push.messages.map((id) => `"${id}"`).join(' or ');
  const head: CaseHead = {
    name: `${endpoint.id}/${push.id}`,
    title: `${names} ends with "${push.until?.value}"`,
    basis: push.until?.basis ?? 'none',
    endpoint: endpoint.id,
    at: push.until?.at ?? push.at,
    covers: [`${endpoint.id}:stop.${push.id}`],
  };
  const { timing } = context;
  const every = push.every?.value ?? 0;
  if (!canWait(timing, every)) return unrunnable(head, needsPatience(every));
  const trigger = planTrigger(context, endpoint, push);
  if ('unready' in trigger) return unready(head, trigger);
  if (trigger.byAnother)
    return unready(head, {
      unready: 'The client that ends the stream is not the one that gets it.',
      remedy: 'Write a scenario, or try it by hand.',
    });
  const operation = endpoint.operations.find(({ id }) => id === push.until?.value);
  const stop =
    operation?.kind === 'request' ? stopRequest(context, endpoint, push, operation, trigger) : undefined;
  if (stop === undefined)
    return unready(head, {
      unready: `The document has no payload that "${push.until?.value}" could be sent with.`,
      remedy: `Give a message of "${push.until?.value}" an example.`,
    });

  const talk = trigger.begin();
  const soon = firstWithin(every, timing.deadline);
  const first = talk.add({
    do: 'expect',
    on: 'a',
    until: trigger.expectation(1),
    within: soon,
    required: true,
  });
  const frame = outgoing(messageOf(context.contract, stop.message), stop.payload);
  const fill = lateValues(context, endpoint, push, trigger);
  if (fill.length > 0 && !('json' in frame))
    return unready(head, {
      unready: 'What ends the stream is an id that the server makes up, in a frame that is no JSON.',
      remedy: 'Try it by hand.',
    });
  const sent = talk.add({ do: 'send', on: 'a', frame, ...(fill.length === 0 ? {} : { fill }) });
  const { reply } = stop.operation;
  if (reply !== undefined && reply.basis !== 'inferred')
    talk.add({
      do: 'expect',
      on: 'a',
      until: expectationOf(context, endpoint, reply, stop.payload),
      within: replyTime(context, reply),
    });
  // What was under way when the request arrived may still come: over a slow line, for as long as the first one took.
  talk.add({ do: 'wait', ms: timing.quiet, andAsLongAs: { from: trigger.since, to: first } });
  const quiet = talk.add({ do: 'wait', ms: timing.quiet + latest(every) });
  return runnable(head, talk.script(), (transcript) => {
    const opened = openedOn(transcript, 'a');
    if ('finding' in opened) return opened.finding;
    const { record } = opened;
    const said = record.frames.find(({ from, step }) => from === 'client' && step === sent);
    const replies = repliesTo(context, record, push, trigger);
    if (said === undefined)
      return {
        outcome: 'skipped',
        message: 'Not tried: the stream did not begin.',
        remedy: 'See stream.event.',
      };
    const late = heard(record, quiet).filter(
      (frame) =>
        push.messages.some((id) => frameAs(context, frame, id) !== 'other') &&
        judgeBindings(payloadOf(frame) ?? null, push.bind, {
          parameters: trigger.parameters,
          ...trigger.request,
          replies,
        }).length === 0,
    );
    const sides = {
      sent: describePayload(payloadOf(said) ?? stop.payload),
      expected: `no ${names} any more`,
      received: describeFrames(late),
      rule: 'x-countersign.until',
    };
    return late.length === 0
      ? {
          outcome: 'passed',
          message: `Nothing came for ${seconds(timing.quiet + latest(every))} after the end.`,
          ...sides,
        }
      : {
          outcome: 'failed',
          message: `${names} came ${late.length === 1 ? 'once' : `${late.length} times`} after the client had ended the stream.`,
          ...sides,
        };
  });
}

/** What the request that ends the stream repeats of the server's reply to the one that began it. */
function lateValues(
  context: CheckContext,
  endpoint: Endpoint,
  push: PushOperation,
  { sent, since }: Trigger,
): readonly LateValue[] {
  const reply = sent?.operation.reply;
  if (sent === undefined || reply === undefined) return [];
  const { messages = [], where = [] } = expectationOf(context, endpoint, reply, sent.payload);
  return endingBindings(push).flatMap(({ from: to }, i) => {
    const from = push.bind[i]?.from;
    return from?.kind === 'reply' && to.kind === 'request'
      ? [{ into: to.pointer, since, messages, where, pointer: from.pointer }]
      : [];
  });
}

/** The request that ends this subscription: its bound values are those that began it. */
function stopRequest(
  context: CheckContext,
  endpoint: Endpoint,
  push: PushOperation,
  operation: RequestOperation,
  trigger: Trigger,
): SendableRequest | undefined {
  const request = firstRequest(context, endpoint, operation, trigger.role);
  const began = trigger.sent?.payload;
  if (request === undefined || began === undefined) return request;
  let payload: Json = request.payload;
  for (const [i, { from: to }] of endingBindings(push).entries()) {
    const begin = push.bind[i];
    const from = begin?.from;
    if (typeof payload === 'string' && begin !== undefined && to.kind === 'request') {
      const value = boundValue(begin, { request: began, parameters: trigger.parameters });
      if (value !== undefined) payload = writePart(payload, to.texts ?? [], to.pointer, value);
      continue;
    }
    const value = from?.kind === 'request' ? readPointer(began, listOf(from.pointer)) : undefined;
    if (
      to.kind === 'request' &&
      value !== undefined &&
      readPointer(payload, listOf(to.pointer)) !== undefined
    )
      payload = writePointer(payload, listOf(to.pointer), value);
  }
  const schema = messageOf(context.contract, request.message).payload;
  return schema === undefined || context.validators.valid(schema, payload)
    ? { ...request, payload }
    : request;
}
