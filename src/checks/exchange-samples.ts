import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import { messageOf, requestsOf } from '../contract/queries.ts';
import type { Finding } from '../result/result.ts';
import { dispatch } from '../rules/exchange.ts';
import { shrinkPayload } from '../schema/mutate/shrink-payload.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { converse, expectationOf, replyTime } from './conversation.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { heard } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { brokenFrame, judgeReply } from './judge-reply.ts';
import { type PromisedRequest, promisedRequests } from './promised-requests.ts';
import type { SendableRequest } from './requests.ts';

/** Samples of each message. */
const SAMPLES = 5;

export const exchangeSamples: Check = defineCheck({
  id: 'exchange.samples',
  title: 'A request that is made up out of its schema gets its reply',
  area: 'exchange',
  phase: 'fuzz',
  source: 'AsyncAPI Message Object `payload`, Operation Reply Object',
  row: 'M1, M11',
  serial: true,
  disturbs: true,
  follows: [{ check: 'exchange.reply', all: true }],
  explain:
    'Examples show what the author thought of; samples what the schema allows. A reply that breaks its schema fails. Another answer, or none, is only shown: a made-up symbol or id may be none that there is. Narrow the schema (enum, pattern, format) until it allows only what the backend takes.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => {
      const promised = promisedRequests(context, endpoint);
      return requestsOf(endpoint).flatMap((operation) => {
        const one = promised.find(({ request }) => request.operation === operation);
        return one === undefined ? [] : samplesOf(context, endpoint, one);
      });
    }),
});

function samplesOf(context: CheckContext, endpoint: Endpoint, one: PromisedRequest): readonly CheckCase[] {
  const message = messageOf(context.contract, one.request.message);
  if (message.payload === undefined || message.format === 'binary') return [];
  const seen = new Set<string>();
  const cases: CheckCase[] = [];
  for (let i = 0; i < SAMPLES * 2 && cases.length < SAMPLES; i += 1) {
    // Behind the examples come the samples.
    const payload = context.payload(message.id, message.examples.length + i);
    const text = JSON.stringify(payload);
    if (payload === undefined || seen.has(text) || !goesThere(context, endpoint, one, payload)) continue;
    seen.add(text);
    const request: SendableRequest = { ...one.request, payload, example: `sample-${i + 1}` };
    const planned = plan(context, endpoint, { ...one, request });
    if (planned !== undefined) cases.push(planned);
  }
  return cases;
}

function goesThere(
  context: CheckContext,
  endpoint: Endpoint,
  { request, identity }: PromisedRequest,
  payload: Json,
): boolean {
  const role = identity?.role ?? request.operation.roles?.value[0];
  return dispatch(endpoint, request.message, payload, context.validators, role) === request.operation;
}

function plan(context: CheckContext, endpoint: Endpoint, one: PromisedRequest): CheckCase | undefined {
  const { request, reply, identity, prelude } = one;
  const { payload } = request;
  const opening = context.opening(endpoint.id, undefined, identity === undefined ? {} : { identity });
  if (isUnready(opening)) return undefined;
  const parameters = context.address(endpoint.id)?.values ?? {};
  const talk = converse(context, endpoint, opening, prelude);
  const sent = talk.send(request);
  talk.add({
    do: 'expect',
    on: 'a',
    until: {
      ...expectationOf(context, endpoint, reply, payload, { request: payload, parameters }),
      fresh: true,
    },
    within: Math.min(replyTime(context, reply), context.timing.patience),
  });
  const head = {
    name: `${endpoint.id}/${request.operation.id}/${request.message}/${request.example}`,
    title: `A made-up "${request.message}" is answered (${request.example})`,
    basis: reply.basis === 'inferred' ? ('none' as const) : reply.basis,
    endpoint: endpoint.id,
    at: reply.at,
    covers: [],
  };
  const planned = runnable(head, talk.script(), (transcript): Finding => {
    const opened = openedOn(transcript, 'a');
    if ('finding' in opened) return opened.finding;
    const { record } = opened;
    const finding = judgeReply(context, record, { endpoint, reply, request: payload, sent, parameters });
    if (finding.outcome !== 'failed') return finding;
    const broken = heard(record, sent).find(
      ({ message, invalid }) =>
        message !== undefined && invalid !== undefined && reply.messages.includes(message),
    );
    if (broken?.message !== undefined) return { ...finding, ...brokenFrame(broken, broken.message) };
    return {
      ...finding,
      outcome: 'observed',
      message: `A made-up value that the schema allows is not answered as the examples are: ${finding.message}`,
    };
  });
  const schema = messageOf(context.contract, request.message).payload;
  return {
    ...planned,
    generated: true,
    shrink: () =>
      shrinkPayload(context.validators, schema, payload)
        .filter((smaller) => goesThere(context, endpoint, one, smaller))
        .flatMap(
          (smaller) => plan(context, endpoint, { ...one, request: { ...request, payload: smaller } }) ?? [],
        ),
  };
}
