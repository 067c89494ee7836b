import type { Endpoint } from '../contract/endpoint.ts';
import type { MessageId } from '../contract/message.ts';
import type { RequestOperation } from '../contract/operation.ts';
import { messageOf, requestsOf } from '../contract/queries.ts';
import type { Finding } from '../result/result.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck, type Identity } from './check.ts';
import { converse, expectationOf, replyTime } from './conversation.ts';
import { isUnready, presentEndpoints, runnable, unready, unrunnable } from './endpoint-case.ts';
import { heard } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { brokenFrame, expectedReply, judgeReply } from './judge-reply.ts';
import { identitiesForOperation, roleAt } from './operation-identity.ts';
import { preludeOf } from './prelude.ts';
import { nested } from './promise-lines.ts';
import { describeClose, describeFrames, describePayload } from './received.ts';
import { requestsOfMessage, type SendableRequest } from './requests.ts';
import { unlessImpossible } from './unless-impossible.ts';

/** How long, in ms, a reply is listened for that nobody promised. */
const UNPROMISED = 1_000;

export const exchangeReply: Check = defineCheck({
  id: 'exchange.reply',
  title: 'Each request gets its reply',
  area: 'exchange',
  source: 'AsyncAPI Operation Reply Object, Correlation ID Object; x-countersign.reply, bind, within',
  row: 'M1, M2, M7',
  explain:
    'Every request of the document is sent as each of its examples. The reply must come in time, fit its schema, and carry what is bound to the request. What the server sends of its own accord may come in between. Where the scenarios of the document never show a message without another before it (an `init`, a login), that other is sent first.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) =>
      requestsOf(endpoint).flatMap((operation) =>
        operation.messages.flatMap((message) => planMessage(context, endpoint, operation, message)),
      ),
    ),
});

function headOf(
  endpoint: Endpoint,
  { operation, message }: Pick<SendableRequest, 'operation' | 'message'>,
): Omit<Parameters<typeof runnable>[0], 'name'> {
  const { reply } = operation;
  const promised = reply !== undefined && reply.basis !== 'inferred';
  return {
    title: promised ? `"${message}" gets ${expectedReply(reply)}` : `"${message}" is sent`,
    basis: reply === undefined || reply.basis === 'inferred' ? 'none' : reply.basis,
    endpoint: endpoint.id,
    at: reply?.at ?? operation.at,
    covers: promised ? [`${endpoint.id}:request.${operation.id}.${message}`] : [],
  };
}

function planMessage(
  context: CheckContext,
  endpoint: Endpoint,
  operation: RequestOperation,
  message: MessageId,
): readonly CheckCase[] {
  const head = {
    ...headOf(endpoint, { operation, message }),
    name: `${endpoint.id}/${operation.id}/${message}`,
  };
  const identities = identitiesForOperation(context, endpoint, operation);
  if ('unready' in identities) return [unready(head, identities)];
  for (const identity of identities) {
    const requests = requestsOfMessage(context, endpoint, operation, message, roleAt(operation, identity));
    if (requests.length > 0)
      return requests.map((request) => planRequest(context, endpoint, request, identity));
  }
  return [
    unrunnable(head, {
      outcome: 'skipped',
      message: `The document has no payload of "${message}" that goes to "${operation.id}".`,
      remedy: `Give the message "${message}" an example.`,
    }),
  ];
}

function planRequest(
  context: CheckContext,
  endpoint: Endpoint,
  request: SendableRequest,
  identity: Identity | undefined,
): CheckCase {
  const { operation, message, payload, example } = request;
  const base = headOf(endpoint, request);
  const head = {
    ...base,
    name: `${endpoint.id}/${operation.id}/${message}/${example}`,
    title: `${base.title} (${example})`,
  };
  const opening = context.opening(endpoint.id, undefined, identity === undefined ? {} : { identity });
  if (isUnready(opening)) return unready(head, opening);

  const { reply } = operation;
  const parameters = context.address(endpoint.id)?.values ?? {};
  const prelude = preludeOf(context, endpoint, message, roleAt(operation, identity));
  const talk = converse(context, endpoint, opening, prelude);
  const sent = talk.send(request);
  if (reply === undefined || reply.basis === 'inferred') {
    talk.add({
      do: 'expect',
      on: 'a',
      until:
        reply === undefined
          ? {}
          : expectationOf(context, endpoint, reply, payload, { request: payload, parameters }),
      within: Math.min(UNPROMISED, context.timing.patience),
    });
    return runnable(head, talk.script(), (transcript) => {
      const opened = openedOn(transcript, 'a');
      if ('finding' in opened) return opened.finding;
      return wasSent(opened.record, sent)
        ? observe(context, opened.record, endpoint, request, sent)
        : notSaid(prelude);
    });
  }
  talk.add({
    do: 'expect',
    on: 'a',
    until: {
      ...expectationOf(context, endpoint, reply, payload, { request: payload, parameters }),
      fresh: true,
    },
    within: replyTime(context, reply) + context.timing.quiet,
  });
  // A sequence is exact: one more of its messages would come right behind.
  if (reply.sequence !== undefined) talk.add({ do: 'wait', ms: context.timing.quiet });
  return runnable(head, talk.script(), (transcript) => {
    const opened = openedOn(transcript, 'a');
    if ('finding' in opened) return opened.finding;
    if (!wasSent(opened.record, sent))
      return prelude.length === 0 ? closedFirst(opened.record, message) : notSaid(prelude);
    const finding = judgeReply(context, opened.record, {
      endpoint,
      reply,
      request: payload,
      sent,
      parameters,
    });
    const possible = unlessImpossible(context, finding, reply.messages);
    return unlessMistaken(possible, opened.record, request, sent);
  });
}

/** Two messages that one frame fits: who answers the other one has not broken the promise about this one. */
function unlessMistaken(
  finding: Finding,
  record: ConnectionRecord,
  { message }: SendableRequest,
  sent: number,
): Finding {
  const frame = record.frames.find(({ from, step }) => from === 'client' && step === sent);
  const others = [frame?.message, ...(frame?.also ?? [])].filter((id) => id !== undefined && id !== message);
  const [other] = others;
  if (finding.outcome !== 'failed' || other === undefined || frame?.invalid !== undefined) return finding;
  return {
    ...finding,
    outcome: 'not-observed',
    message: `${finding.message} But what was sent as "${message}" is "${other}" as well, so that it may have been taken for that.`,
    remedy: `Give "${message}" and "${other}" a property with a constant of its own each.`,
  };
}

function wasSent(record: ConnectionRecord, sent: number): boolean {
  return record.frames.some(({ from, step }) => from === 'client' && step === sent);
}

/** Nobody can ask a server that has gone: a reply that is promised does not come. */
function closedFirst({ close }: ConnectionRecord, message: MessageId): Finding {
  if (close?.by !== 'server') return notSaid([]);
  return {
    outcome: 'failed',
    message: `The connection was closed with ${describeClose(close)} before "${message}" could be sent.`,
    received: `closed with ${describeClose(close)}`,
  };
}

/** What comes first was not answered: its own case says so. */
function notSaid(prelude: readonly SendableRequest[]): Finding {
  if (prelude.length === 0)
    return {
      outcome: 'skipped',
      message: 'Not tried: its time was over before it could be sent.',
      remedy: 'Try it by itself: --only exchange.reply --concurrency 1.',
    };
  const first = prelude.map(({ message }) => `"${message}"`).join(', ');
  return {
    outcome: 'skipped',
    message: `Not tried: what a client says before it (${first}) did not get its reply.`,
    remedy: `See exchange.reply for ${first}.`,
  };
}

/** Nobody promised a reply: what came is shown. But a message that breaks its own schema breaks the document. */
function observe(
  context: CheckContext,
  record: ConnectionRecord,
  endpoint: Endpoint,
  { operation, message, payload }: SendableRequest,
  sent: number,
): Finding {
  const frames = heard(record, sent);
  const sides = { sent: describePayload(payload), received: describeFrames(frames) };
  const broken = frames.find((frame) => frame.message !== undefined && frame.invalid !== undefined);
  if (broken?.message !== undefined)
    return {
      outcome: 'failed',
      expected: `a valid "${broken.message}"`,
      ...sides,
      ...brokenFrame(broken, broken.message),
    };
  const answer = frames.find((frame) => frame.message !== undefined);
  if (answer?.message === undefined) {
    const closed = record.close?.by === 'server' ? ' The server closed the connection.' : '';
    return {
      outcome: 'observed',
      message: `No message of the document came in answer to "${message}".${closed}`,
      ...sides,
    };
  }
  const inferred =
    operation.reply?.messages.includes(answer.message) === true ? ', as its name suggests' : '';
  return {
    outcome: 'observed',
    message: `"${message}" is answered with "${messageOf(context.contract, answer.message).name}"${inferred}.`,
    ...sides,
    promise: nested(
      ['operations', operation.id, 'reply'],
      [
        `messages: [{ $ref: '#/channels/${endpoint.channels[0] ?? endpoint.id}/messages/${answer.message}' }]`,
      ],
    ),
  };
}
