import type { Endpoint } from '../contract/endpoint.ts';
import { sameJson } from '../contract/json.ts';
import type { Finding } from '../result/result.ts';
import { holdsBindings } from '../rules/exchange.ts';
import type { FrameRecord, Transcript } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { converse, expectationOf, openingSteps, replyTime } from './conversation.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { frameAs, heard, payloadOf } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { brokenFrame, expectedReply, pushedMessages } from './judge-reply.ts';
import { operationLines } from './promise-lines.ts';
import { type PromisedRequest, promisedRequests } from './promised-requests.ts';
import { describeFrames, describePayload } from './received.ts';

export const exchangeOnce: Check = defineCheck({
  id: 'exchange.once',
  title: 'One request gets one reply, and what comes beside it is valid',
  area: 'exchange',
  source: 'AsyncAPI Operation Reply Object',
  row: 'M1, M5',
  follows: [{ check: 'exchange.reply' }, { check: 'stream.event' }],
  explain:
    'A reply that comes twice makes a client count a trade twice, or take the second for the answer to its next request. With a correlationId it is the answer to this one request, and the same frame twice fails. Without one it may be an event for everybody who has joined, who asked included: then it is a warning. Where a request really has several replies of one kind, the document says how many: `reply: [{ message: …, repeat: 3 }]`. Whatever the server sends of its own accord meanwhile must be valid too.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) =>
      promisedRequests(context, endpoint)
        // The exact number of a sequence is exchange.reply's to count.
        .filter(({ reply }) => reply.sequence === undefined)
        .flatMap((one) => plan(context, endpoint, one)),
    ),
});

function plan(context: CheckContext, endpoint: Endpoint, one: PromisedRequest): readonly CheckCase[] {
  const { request, reply, identity, prelude } = one;
  const opening = context.opening(endpoint.id, undefined, identity === undefined ? {} : { identity });
  if (isUnready(opening)) return [];
  const parameters = context.address(endpoint.id)?.values ?? {};
  const talk = converse(context, endpoint, opening, prelude);
  // Whoever asks nothing shows whether the reply is for everybody: then others' replies come here as well.
  for (const step of openingSteps(context, endpoint, opening, prelude, 'silent')) talk.add(step);
  const sent = talk.send(request);
  talk.add({
    do: 'expect',
    on: 'a',
    until: {
      ...expectationOf(context, endpoint, reply, request.payload, { request: request.payload, parameters }),
      fresh: true,
    },
    within: replyTime(context, reply),
    required: true,
  });
  talk.add({ do: 'wait', ms: context.timing.quiet });
  const head = {
    name: `${endpoint.id}/${request.operation.id}`,
    title: `"${request.message}" gets one ${expectedReply(reply)}`,
    basis: reply.basis === 'inferred' ? ('none' as const) : reply.basis,
    endpoint: endpoint.id,
    at: reply.at,
    covers: [`${endpoint.id}:request.${request.operation.id}.${request.message}`],
  };
  return [
    runnable(head, talk.script(), (transcript) =>
      judge(context, transcript, endpoint, one, sent, parameters),
    ),
  ];
}

function judge(
  context: CheckContext,
  transcript: Transcript,
  endpoint: Endpoint,
  { request, reply }: PromisedRequest,
  sent: number,
  parameters: Readonly<Record<string, string>>,
): Finding {
  const opened = openedOn(transcript, 'a');
  if ('finding' in opened) return opened.finding;
  const frames = heard(opened.record, sent);
  const pushed = pushedMessages(endpoint);
  const replies = reply.messages
    .filter((id) => !pushed.has(id))
    .flatMap((id) =>
      frames
        .filter((frame) => frameAs(context, frame, id) === 'valid')
        .filter((frame) =>
          holdsBindings(payloadOf(frame) ?? null, reply.bind, { request: request.payload, parameters }),
        )
        .map((frame) => ({ id, frame })),
    );
  const sides = {
    sent: describePayload(request.payload),
    expected: `one ${expectedReply(reply)}`,
    received: describeFrames(frames),
    rule: 'AsyncAPI Operation Reply Object',
  };
  const broken = frames.find(
    ({ message, invalid }) => message !== undefined && invalid !== undefined && pushed.has(message),
  );
  if (broken?.message !== undefined)
    return { outcome: 'failed', ...sides, ...brokenFrame(broken, broken.message) };
  const [first, ...others] = replies;
  if (first === undefined)
    return {
      outcome: 'skipped',
      message: 'Not tried: the reply did not come.',
      remedy: 'See exchange.reply.',
    };
  const isShared = heard(transcript.connections.silent ?? opened.record, sent).some((frame) =>
    reply.messages.some((id) => frameAs(context, frame, id) !== 'other'),
  );
  if (isShared && transcript.connections.silent !== undefined)
    return {
      outcome: 'observed',
      message: `"${first.id}" goes to everybody who is connected, so that it cannot be counted.`,
      ...sides,
    };
  const same = others.filter(({ id }) => id === first.id);
  if (same.length === 0) return { outcome: 'passed', message: 'One reply came.', ...sides };
  const isCorrelated = reply.bind.some(({ from, basis }) => from.kind === 'request' && basis === 'document');
  const isSame = same.some(({ frame }) => isTwin(first.frame, frame));
  if (isSame && isCorrelated)
    return { outcome: 'failed', message: `The same "${first.id}" came ${same.length + 1} times.`, ...sides };
  // Nothing says whose answer it is, or they are all different: it may well be meant so, and only be said badly.
  return {
    outcome: 'warned',
    message: isSame
      ? `The same "${first.id}" came ${same.length + 1} times.`
      : `"${first.id}" came ${same.length + 1} times, each another one.`,
    ...sides,
    promise: operationLines(
      request.operation.id,
      `reply: [{ message: ${first.id}, repeat: ${isSame ? 1 : same.length + 1} }]`,
    ),
  };
}

function isTwin(a: FrameRecord, b: FrameRecord): boolean {
  return sameJson(payloadOf(a), payloadOf(b));
}
