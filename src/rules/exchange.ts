import type { Binding, TextPattern } from '../contract/binding.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { type Json, sameJson } from '../contract/json.ts';
import { readPointer, writePointer } from '../contract/json-pointer.ts';
import type { MessageId } from '../contract/message.ts';
import type { PushOperation, Reply, ReplyStep, RequestOperation } from '../contract/operation.ts';
import { operationIndexOf } from '../contract/operation-index.ts';
import type { Validators } from '../schema/validators.ts';
import { readPart, textOf, writePart } from './text-parts.ts';

/** What a bound value may come from. */
export interface BindingContext {
  /** The payload of the request that is answered, or that began the stream. */
  readonly request?: Json | undefined;
  /** What that request was answered with, in this order. */
  readonly replies?: readonly Json[] | undefined;
  /** The address parameters of the connection. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A bound value that is not what it must be. */
export interface BindingBreach {
  readonly binding: Binding;
  readonly expected: Json;
  readonly received: Json | undefined;
}

/**
 * The operation that a request begins: the first with that message whose `when` the payload satisfies and whose
 * roles include the client's. `undefined`: the message is known, but no operation takes this payload.
 */
export function dispatch(
  endpoint: Endpoint,
  message: MessageId,
  payload: Json,
  validators: Validators,
  role?: string,
): RequestOperation | undefined {
  for (const operation of operationIndexOf(endpoint).requests.get(message) ?? []) {
    if (operation.roles !== undefined && !operation.roles.value.includes(role ?? '')) continue;
    if (operation.when === undefined || validators.valid(operation.when, payload)) return operation;
  }
  return undefined;
}

/** What is bound, with its JSON type kept; `undefined` where the source has no such value, or is a template. */
export function boundValue(binding: Binding, context: BindingContext): Json | undefined {
  switch (binding.from.kind) {
    case 'request':
      return context.request === undefined ? undefined : valueAt(context.request, binding.from);
    case 'reply':
      return firstAt(context.replies, binding.from);
    case 'parameter':
      return context.parameters[binding.from.name];
    case 'template':
      return undefined;
  }
}

function firstAt(payloads: readonly Json[] = [], place: Place): Json | undefined {
  for (const payload of payloads) {
    const value = valueAt(payload, place);
    if (value !== undefined) return value;
  }
  return undefined;
}

interface Place {
  readonly pointer: string;
  readonly texts?: readonly TextPattern[];
}

/** Is that the value there? A text may have no such place, where another one of the same operation has it. */
export function says(payload: Json | undefined, { pointer, texts }: Place, value: Json): boolean {
  if (typeof payload !== 'string' || pointer === '') return sameJson(value, readPointer(payload, pointer));
  const part = readPart(payload, texts ?? [], pointer);
  return part === undefined || part === textOf(value);
}

function valueAt(payload: Json, { pointer, texts }: Place): Json | undefined {
  return typeof payload === 'string' && texts !== undefined && pointer !== ''
    ? readPart(payload, texts, pointer)
    : readPointer(payload, pointer);
}

/** The bindings of a stream as the request that ends it says them. */
export function endingBindings({ bind: begins, endBind }: PushOperation): readonly Binding[] {
  return endBind === undefined
    ? begins
    : begins.map((binding) => endBind.find(({ into }) => into === binding.into) ?? binding);
}

/**
 * A request about several things at once, `{ symbols: [AAPL, MSFT] }`, as one request about each: where a binding is
 * from `/symbols/*`, `*` is one of the items after the other.
 */
export function requestsFor(bindings: readonly Binding[], request: Json): readonly Json[] {
  let requests: readonly Json[] = [request];
  const lists = bindings.flatMap(({ from }) =>
    from.kind === 'request' && from.pointer.endsWith(EACH) ? [listOf(from.pointer)] : [],
  );
  for (const pointer of new Set(lists)) {
    requests = requests.flatMap((one) => {
      const list = readPointer(one, pointer);
      return Array.isArray(list)
        ? list.map((item: Json) => writePointer(one, pointer, { '*': item }))
        : [one];
    });
  }
  return requests;
}

const EACH = '/*';

/** The place of the list, where the pointer means each of its items. */
export function listOf(pointer: string): string {
  return pointer.endsWith(EACH) ? pointer.slice(0, -EACH.length) : pointer;
}

/** The value of each binding, in their order. `fill` renders templates. */
export function boundValues<Context extends BindingContext>(
  bindings: readonly Binding[],
  context: Context,
  fill: (template: string, context: Context) => Json,
): readonly (Json | undefined)[] {
  const values: (Json | undefined)[] = [];
  for (const binding of bindings) {
    const value =
      binding.from.kind === 'template' ? fill(binding.from.text, context) : boundValue(binding, context);
    // A request whose id is `null` has none (JSON-RPC 2.0 §4), and few replies may say so.
    const isNone = value === null && binding.basis === 'inferred' && binding.from.kind !== 'template';
    values.push(isNone ? undefined : value);
  }
  return values;
}

/** `payload` with everything bound that can be. */
export function bind(
  payload: Json,
  bindings: readonly Binding[],
  values: readonly (Json | undefined)[],
): Json {
  let bound = payload;
  for (const [index, { into, intoTexts }] of bindings.entries()) {
    const value = values[index];
    if (value === undefined) continue;
    bound =
      typeof bound === 'string' && into !== ''
        ? writePart(bound, intoTexts ?? [], into, value)
        : writePointer(bound, into, value);
  }
  return bound;
}

/** The bindings that `payload` breaks. What the request did not say, or only an inference says, cannot be demanded. */
export function judgeBindings(
  payload: Json,
  bindings: readonly Binding[],
  context: BindingContext,
): readonly BindingBreach[] {
  return bindings.flatMap((binding) => judgeBinding(payload, binding, context) ?? []);
}

/** Is there nothing for `judgeBindings` to find? */
export function holdsBindings(payload: Json, bindings: readonly Binding[], context: BindingContext): boolean {
  return bindings.every((binding) => judgeBinding(payload, binding, context) === undefined);
}

/** What stands where something is bound. */
export function receivedAt(payload: Json, { into, intoTexts }: Binding): Json | undefined {
  return valueAt(payload, intoTexts === undefined ? { pointer: into } : { pointer: into, texts: intoTexts });
}

function judgeBinding(payload: Json, binding: Binding, context: BindingContext): BindingBreach | undefined {
  const expected = binding.basis === 'inferred' ? undefined : boundValue(binding, context);
  if (expected === undefined) return undefined;
  const { into: pointer, intoTexts: texts = [] } = binding;
  if (says(payload, { pointer, texts }, expected)) return undefined;
  return { binding, expected, received: receivedAt(payload, binding) };
}

/** The messages of a reply in the order in which they come; without a sequence, the first of those allowed. */
export function replySteps(
  reply: Reply,
  allowed: MessageId | undefined = reply.messages[0],
): readonly ReplyStep[] {
  return reply.sequence ?? (allowed === undefined ? [] : [{ message: allowed, repeat: 1 }]);
}
