import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import { readPointer, writePointer } from '../contract/json-pointer.ts';
import { messageOf } from '../contract/queries.ts';
import type { Finding } from '../result/result.ts';
import { dispatch, judgeBindings } from '../rules/exchange.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { converse } from './conversation.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { frameAs, heard, namesOf, payloadOf } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { hungUp } from './hung-up.ts';
import { brokenFrame, pushedMessages } from './judge-reply.ts';
import { roleAt } from './operation-identity.ts';
import { type PromisedRequest, promisedRequests } from './promised-requests.ts';
import { describeClose, describeFrames, seconds } from './received.ts';

const HUNDRED = 100;

export const exchangeInFlight: Check = defineCheck({
  id: 'exchange.in-flight',
  title: 'A hundred requests at once get a hundred replies, each its own',
  area: 'exchange',
  phase: 'boundaries',
  source: 'AsyncAPI Operation Reply Object, Correlation ID Object; x-countersign.bind',
  row: 'M2, M3, M16',
  serial: true,
  follows: [{ check: 'exchange.reply' }],
  explain:
    'A hundred requests go out without waiting, each with a value of its own where something is bound. A reply that carries the value of another request is a mix-up, and fails. Fewer replies than requests are a warning: the server may limit how fast one may ask.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => {
      const pushed = pushedMessages(endpoint);
      const able = promisedRequests(context, endpoint).filter(
        ({ reply }) => reply.sequence === undefined && reply.messages.every((id) => !pushed.has(id)),
      );
      // The one that tells its replies apart shows most.
      const one = able.find((each) => distinctValues(context, endpoint, each) !== undefined);
      return one === undefined ? [] : plan(context, endpoint, one);
    }),
});

/** Payloads that differ in what is bound; `undefined` where nothing is bound, or no other value is valid. */
function distinctValues(
  context: CheckContext,
  endpoint: Endpoint,
  { request, identity }: PromisedRequest,
): readonly Json[] | undefined {
  const { operation, payload, message } = request;
  for (const { from, basis } of operation.reply?.bind ?? []) {
    if (from.kind !== 'request' || basis === 'inferred') continue;
    const value = readPointer(payload, from.pointer);
    const make =
      typeof value === 'string'
        ? (i: number): Json => `countersign-${i + 1}`
        : typeof value === 'number'
          ? (i: number): Json => i + 1
          : undefined;
    if (make === undefined) continue;
    const made = Array.from({ length: HUNDRED }, (_, i) => writePointer(payload, from.pointer, make(i)));
    const { payload: schema } = messageOf(context.contract, message);
    const goesHere = (one: Json): boolean =>
      (schema === undefined || context.validators.valid(schema, one)) &&
      dispatch(endpoint, message, one, context.validators, roleAt(operation, identity)) === operation;
    if (made.every(goesHere)) return made;
  }
  return undefined;
}

function plan(context: CheckContext, endpoint: Endpoint, one: PromisedRequest): readonly CheckCase[] {
  const { request, reply, identity, prelude } = one;
  const opening = context.opening(endpoint.id, undefined, identity === undefined ? {} : { identity });
  const payloads = distinctValues(context, endpoint, one);
  if (isUnready(opening) || payloads === undefined) return [];
  const { deadline } = context.timing;
  const talk = converse(context, endpoint, opening, prelude);
  const [first = 0] = payloads.map((payload) => talk.send({ message: request.message, payload }));
  talk.add({
    do: 'expect',
    on: 'a',
    until: { messages: namesOf(context, endpoint.id, reply.messages), count: HUNDRED },
    within: deadline,
  });
  const head = {
    name: `${endpoint.id}/${request.operation.id}`,
    title: `${HUNDRED} × "${request.message}" at once`,
    basis: reply.basis === 'inferred' ? ('none' as const) : reply.basis,
    endpoint: endpoint.id,
    at: reply.at,
    covers: [],
  };
  return [runnable(head, talk.script(), (transcript) => judge(context, transcript, one, payloads, first))];
}

function judge(
  context: CheckContext,
  transcript: Transcript,
  { request, reply }: PromisedRequest,
  payloads: readonly Json[],
  first: number,
): Finding {
  const opened = openedOn(transcript, 'a');
  if ('finding' in opened) return opened.finding;
  const { record } = opened;
  const open = new Set(payloads);
  let count = 0;
  const sides = {
    sent: `${HUNDRED} × "${request.message}", each with a value of its own`,
    expected: `${HUNDRED} replies, each with the value of its request`,
    rule: 'correlationId, x-countersign.bind',
  };
  for (const frame of heard(record, first)) {
    const as = reply.messages
      .map((id) => ({ id, as: frameAs(context, frame, id) }))
      .find((one) => one.as !== 'other');
    if (as === undefined) continue;
    if (as.as === 'broken') return { outcome: 'failed', ...sides, ...brokenFrame(frame, as.id) };
    count += 1;
    const payload = payloadOf(frame) ?? null;
    const answered = [...open].find(
      (one) => judgeBindings(payload, reply.bind, { request: one, parameters: {} }).length === 0,
    );
    if (answered !== undefined) open.delete(answered);
    else
      return {
        outcome: 'failed',
        message: `A reply came that belongs to none of the requests that were still open (number ${count}).`,
        ...sides,
        received: describeFrames([frame]),
      };
  }
  if (open.size === 0)
    return {
      outcome: 'passed',
      message: `All ${HUNDRED} came, within ${seconds(transcript.duration)}.`,
      ...sides,
    };
  const done = hungUp(record);
  if (done !== undefined && count > 0)
    return {
      outcome: 'observed',
      message: `The connection was closed with ${describeClose(done)} after ${count} of ${HUNDRED} replies: nothing says that it stays open for more.`,
      ...sides,
      received: `${count} replies; then closed with ${describeClose(done)}`,
    };
  const closed =
    record.close?.by === 'server' ? `; the connection was closed with ${describeClose(record.close)}` : '';
  return {
    outcome: 'warned',
    message: `${count} of ${HUNDRED} replies came within ${seconds(context.timing.deadline)}${closed}.`,
    ...sides,
    received: `${count} replies${closed}`,
  };
}
