import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import { messageOf, requestsOf } from '../contract/queries.ts';
import { type Mutation, mutate } from '../schema/mutate/mutate.ts';
import { shrinkPayload } from '../schema/mutate/shrink-payload.ts';
import { badFrameHead, expectedOf, policyFor } from './bad-frame.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { presentEndpoints } from './endpoint-case.ts';
import { outgoing } from './frames.ts';
import { usualIdentity } from './operation-identity.ts';
import { planBadFrame } from './plan-bad-frame.ts';
import { preludeOf } from './prelude.ts';
import { describePayload } from './received.ts';
import { firstRequest, type SendableRequest } from './requests.ts';

/** Most broken payloads of one message; another seed breaks it in other ways. */
const MOST = 16;

/** JSON Schema, Validation §7 and §8: these describe; whoever does not look at them breaks nothing. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['format', 'contentEncoding', 'contentMediaType']);

export const badInputSchema: Check = defineCheck({
  id: 'bad-input.schema',
  title: 'A payload that breaks its schema gets the declared answer',
  area: 'bad-input',
  phase: 'fuzz',
  source: 'AsyncAPI Message Object `payload`; x-countersign.invalid, otherwise',
  row: 'M10, M11, M27, M32',
  serial: true,
  disturbs: true,
  sendsInvalid: true,
  follows: [{ check: 'bad-input.malformed' }, { check: 'exchange.reply', all: true }],
  explain:
    'Each request is sent with one rule of its schema broken: a required field is missing, a value has another type, is outside of its list or limits, or nobody declared it. What such a frame gets is a promise only where the document has `invalid` (or, for what then fits no message at all, `otherwise`). `--seed` breaks other rules; whatever the backend answers, the connection and the backend must go on.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) =>
      requestsOf(endpoint).flatMap((operation) => {
        const role = usualIdentity(context, endpoint)?.role;
        const request =
          operation.roles === undefined ? firstRequest(context, endpoint, operation, role) : undefined;
        return request === undefined ? [] : planRequest(context, endpoint, request, role);
      }),
    ),
});

function planRequest(
  context: CheckContext,
  endpoint: Endpoint,
  request: SendableRequest,
  role: string | undefined,
): readonly CheckCase[] {
  const message = messageOf(context.contract, request.message);
  if (message.payload === undefined || message.format === 'binary') return [];
  const prelude = preludeOf(context, endpoint, message.id, role);
  const names = new Map<string, number>();
  const cases: CheckCase[] = [];
  for (const mutation of mutate(
    context.contract,
    context.validators,
    message.payload,
    request.payload,
    context.seed,
  )) {
    if (cases.length === MOST) break;
    const base = `${endpoint.id}/${request.operation.id}/${message.id}${mutation.pointer}/${mutation.keyword}`;
    const count = (names.get(base) ?? 0) + 1;
    names.set(base, count);
    const name = count === 1 ? base : `${base}-${count}`;
    const one = planMutation(context, endpoint, { request, prelude, mutation, name });
    if (one !== undefined) cases.push(one);
  }
  return cases;
}

interface MutationCase {
  readonly request: SendableRequest;
  readonly prelude: readonly SendableRequest[];
  readonly mutation: Mutation;
  readonly name: string;
}

/** `undefined`: what it has become is a message all the same. */
function planMutation(context: CheckContext, endpoint: Endpoint, one: MutationCase): CheckCase | undefined {
  const { request, prelude, mutation, name } = one;
  const message = messageOf(context.contract, request.message);
  const frame = outgoing(message, mutation.payload);
  const text = 'text' in frame ? frame.text : JSON.stringify(mutation.payload);
  const recognition = context.recogniser(endpoint.id, 'client').recognise({ kind: 'text', text });
  if (recognition.kind === 'message') return undefined;
  const policy = ANNOTATIONS.has(mutation.keyword) ? undefined : policyFor(endpoint, recognition.kind);
  const what = `A "${message.id}" in which ${mutation.what} (${mutation.keyword})`;
  const head = {
    ...badFrameHead(endpoint, policy),
    name,
    title: policy === undefined ? what : `${what} ${expectedOf(policy.value)}`,
  };
  const planned = planBadFrame(context, endpoint, head, {
    frame,
    text: describePayload(mutation.payload),
    what,
    policy,
    prelude,
    probe: request,
  });
  return {
    ...planned,
    generated: true,
    shrink: () =>
      smaller(context, request, mutation).flatMap(
        (payload) => planMutation(context, endpoint, { ...one, mutation: { ...mutation, payload } }) ?? [],
      ),
  };
}

function smaller(context: CheckContext, request: SendableRequest, { payload }: Mutation): readonly Json[] {
  return shrinkPayload(context.validators, messageOf(context.contract, request.message).payload, payload);
}
