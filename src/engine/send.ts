import type { Binding } from '../contract/binding.ts';
import { type Json, sameJson } from '../contract/json.ts';
import { readPointer } from '../contract/json-pointer.ts';
import type { MessageId } from '../contract/message.ts';
import { messageOf } from '../contract/queries.ts';
import { type BindingContext, bind, boundValue, boundValues, holdsBindings } from '../rules/exchange.ts';
import { encodeBase64, isBase64 } from './base64.ts';
import type { OutgoingData } from './engine.ts';
import { commit } from './faults/commit.ts';
import { faultsOn } from './faults/equipped.ts';
import type { OutgoingFrame } from './faults/fault.ts';
import { deliver, lose } from './faults/outbox.ts';
import type { Outgoing } from './outgoing.ts';
import { boundText } from './payload-text.ts';
import { speaksOfRequest } from './playable-example.ts';
import type { Session } from './session.ts';
import { hasTemplate, renderTemplate, renderTemplates } from './template.ts';
import type { TemplateContext } from './template-context.ts';
import type { World } from './world.ts';

/** What to send, before its payload is chosen. */
export interface Intent {
  readonly message: MessageId;
  readonly cause: Outgoing['cause'];
  /** Preferred example. */
  readonly example?: string | undefined;
  readonly turn?: number;
  readonly bindings?: readonly Binding[];
  readonly request?: Json;
  /** What the request was answered with. */
  readonly replies?: readonly Json[] | undefined;
  /** Instead of an example. */
  readonly payload?: Json;
  /** The last touch, after binding. */
  readonly adjust?: (payload: Json) => Json;
  /** One for all connections that are to get the same at the same time: it is serialised once. */
  readonly shared?: Shared;
}

/** What was made of an intent for the first connection, where nothing in it is that connection's own. */
export interface Shared {
  data?: OutgoingData;
}

const UNBOUND: readonly Binding[] = [];

/** Chooses the payload, binds it, lets the faults have their way, and sends what is left. */
export function send(world: World, session: Session, intent: Intent): void {
  const { message, cause, bindings = UNBOUND, request, adjust, shared } = intent;
  const faults = faultsOn(session);
  if (shared?.data !== undefined && faults.length === 0) {
    world.effects.push({ type: 'send', connection: session.connection, data: shared.data, message });
    return;
  }
  const { parameters, handshake } = session;
  const now = world.startedAt + world.at;
  const { random } = world;
  const { replies } = intent;
  const { texts } = session.endpoint;
  const context: TemplateContext = {
    request,
    texts,
    replies,
    parameters,
    handshake,
    now,
    random,
    memory: session,
  };
  const chosen =
    intent.payload ??
    world.playbook.payload(
      message,
      intent.example,
      intent.turn ?? 0,
      // Where there is nothing to choose from, nothing is judged.
      world.playbook.examples(message).length < 2 ? undefined : fitting(world, intent, bindings, context),
    );
  if (chosen === undefined) {
    withhold(world, session, message);
    return;
  }
  // What a handler says is said to the letter: it may hold text of a client's.
  const literal = cause === 'handler' && intent.payload !== undefined;
  const templated = !literal && hasTemplateCached(chosen);
  const payload = templated ? renderTemplates(chosen, context) : chosen;
  const values = boundValues(bindings, context, renderTemplate);
  const isKept = intent.payload === undefined;
  if (faults.length === 0 && adjust === undefined && !templated && (isKept || shared !== undefined)) {
    // The hot path: nobody needs the payload itself.
    const data = isKept
      ? serialise(world, message, payload, bindings, values)
      : serialise(world, message, bind(payload, bindings, values));
    if (shared !== undefined && bindings.every(({ from }) => from.kind === 'request')) shared.data = data;
    world.effects.push({ type: 'send', connection: session.connection, data, message });
    return;
  }
  const bound = bind(payload, bindings, values);
  const adjusted = adjust === undefined ? bound : adjust(bound);
  let left: readonly Outgoing[] = [{ session, message, payload: adjusted, cause, bindings, request }];
  for (const fault of faults) {
    if (fault.send === undefined) continue;
    left = commit(
      fault.name,
      left,
      (one) => fault.send?.(one, world) ?? [one],
      (one) => lose(world, one.session, frameOf(world, one), fault.name),
    );
  }
  for (const one of left) emit(world, one.session, frameOf(world, one));
}

/** There is nothing to send, and a client that waits for it must be able to see why. */
function withhold(world: World, { connection }: Session, message: MessageId): void {
  const violation = `The mock has no "${message}" to send: no example of it is valid, and no sample could be made.`;
  world.effects.push({ type: 'send', connection, data: { text: '' }, message, violation, withheld: true });
}

/**
 * Preferred are examples about the same thing as the request: what is not bound (a title, a price) then fits what is.
 * What is only inferred to be bound may differ; the more of it is the same, the better. Without a request, those that
 * take nothing from one.
 */
function fitting(
  world: World,
  { message, request }: Intent,
  bindings: readonly Binding[],
  context: BindingContext,
): ((example: Json) => number) | undefined {
  const isAnswer = request !== undefined || world.playbook.spontaneous(message) !== 'some';
  if (isAnswer && bindings.length === 0) return undefined;
  const inferred = bindings.filter(({ basis }) => basis === 'inferred');
  return (example) => {
    if (!isAnswer && speaksOfRequest(example)) return 0;
    if (!holdsBindings(example, bindings, context)) return 0;
    return 1 + inferred.filter((one) => sameValue(example, one, context)).length;
  };
}

function sameValue(example: Json, binding: Binding, context: BindingContext): boolean {
  const value = boundValue(binding, context);
  const own = readPointer(example, binding.into);
  return value !== undefined && own !== undefined && sameJson(value, own);
}

const templated = new WeakMap<object, boolean>();

function hasTemplateCached(payload: Json): boolean {
  if (typeof payload !== 'object' || payload === null) return hasTemplate(payload);
  let known = templated.get(payload);
  if (known === undefined) {
    known = hasTemplate(payload);
    templated.set(payload, known);
  }
  return known;
}

function frameOf(world: World, { message, payload, fault }: Outgoing): OutgoingFrame {
  const data = serialise(world, message, payload);
  return fault === undefined ? { message, data } : { message, data, fault };
}

function emit(world: World, session: Session, frame: OutgoingFrame): void {
  if (faultsOn(session).length > 0) deliver(world, session, frame);
  else world.effects.push({ type: 'send', connection: session.connection, ...frame });
}

/** With bindings, `payload` is one that will be sent again: a part of the document, or a sample that is kept. */
function serialise(
  world: World,
  message: MessageId,
  payload: Json,
  bindings?: readonly Binding[],
  values: readonly (Json | undefined)[] = [],
): OutgoingData {
  const { format } = messageOf(world.contract, message);
  if (format === 'json' && bindings !== undefined) return { text: boundText(payload, bindings, values) };
  const bound = bindings === undefined ? payload : bind(payload, bindings, values);
  if (format === 'binary') {
    const text = typeof bound === 'string' ? bound : JSON.stringify(bound);
    return { base64: isBase64(text) ? text : encodeBase64(text) };
  }
  return { text: format === 'text' && typeof bound === 'string' ? bound : JSON.stringify(bound) };
}
