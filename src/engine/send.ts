import type { Binding } from '../contract/binding.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import { messageOf } from '../contract/queries.ts';
import { bind, judgeBindings } from '../rules/exchange.ts';
import { encodeBase64, isBase64 } from './base64.ts';
import type { OutgoingData } from './engine.ts';
import type { Outgoing } from './outgoing.ts';
import type { Session } from './session.ts';
import { hasTemplate, renderTemplate, renderTemplates, type TemplateContext } from './template.ts';
import type { World } from './world.ts';

/** The text of a payload that is sent again and again as it stands in the document. */
const texts = new WeakMap<object, string>();

/** What to send, before its payload is chosen. */
export interface Intent {
  readonly message: MessageId;
  readonly cause: Outgoing['cause'];
  /** Preferred example. */
  readonly example?: string;
  readonly turn?: number;
  readonly bindings?: readonly Binding[];
  readonly request?: Json;
  /** Instead of an example. */
  readonly payload?: Json;
  /** The last touch, after binding. */
  readonly adjust?: (payload: Json) => Json;
}

/** Chooses the payload, binds it, lets the faults have their way, and sends what is left. */
export function send(world: World, session: Session, intent: Intent): void {
  const bindings = intent.bindings ?? [];
  const payload =
    intent.payload ??
    world.playbook.payload(
      intent.message,
      intent.example,
      intent.turn ?? 0,
      bindings.length === 0 ? undefined : (example) => holdsBound(example, bindings, session, intent.request),
    );
  if (payload === undefined) return;
  const prepared = prepare(world, session, payload, bindings, intent.request);
  const outgoing: Outgoing = {
    session,
    message: intent.message,
    payload: intent.adjust === undefined ? prepared : intent.adjust(prepared),
    cause: intent.cause,
    bindings,
    request: intent.request,
  };
  if (world.faults.length === 0) {
    emit(world, outgoing);
    return;
  }
  let left: readonly Outgoing[] = [outgoing];
  for (const fault of world.faults) {
    if (fault.send !== undefined) left = left.flatMap((one) => fault.send?.(one, world) ?? [one]);
  }
  for (const one of left) emit(world, one);
}

/** An example about the same thing as the request: what is not bound (a title, a price) then fits what is. */
function holdsBound(
  example: Json,
  bindings: readonly Binding[],
  { parameters }: Session,
  request: Json | undefined,
): boolean {
  return (
    judgeBindings(example, bindings, request === undefined ? { parameters } : { request, parameters })
      .length === 0
  );
}

function prepare(
  world: World,
  session: Session,
  payload: Json,
  bindings: readonly Binding[],
  request: Json | undefined,
): Json {
  if (bindings.length === 0 && !hasTemplateCached(payload)) return payload;
  const context: TemplateContext = {
    request,
    parameters: session.parameters,
    now: world.startedAt + world.at,
    random: world.random,
    variables: session.variables,
  };
  const rendered = hasTemplateCached(payload) ? renderTemplates(payload, context) : payload;
  const source =
    request === undefined ? { parameters: session.parameters } : { request, parameters: session.parameters };
  return bind(rendered, bindings, source, (template) => renderTemplate(template, context));
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

function emit(world: World, outgoing: Outgoing): void {
  world.effects.push({
    type: 'send',
    connection: outgoing.session.connection,
    data: serialise(world, outgoing),
    message: outgoing.message,
  });
}

function serialise(world: World, { message, payload, bindings }: Outgoing): OutgoingData {
  const { format } = messageOf(world.contract, message);
  if (format === 'binary') {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return { base64: isBase64(text) ? text : encodeBase64(text) };
  }
  if (format === 'text' && typeof payload === 'string') return { text: payload };
  // Only what comes from the document lives long enough to be worth remembering.
  if (bindings.length > 0 || typeof payload !== 'object' || payload === null)
    return { text: JSON.stringify(payload) };
  let text = texts.get(payload);
  if (text === undefined) {
    text = JSON.stringify(payload);
    texts.set(payload, text);
  }
  return { text };
}
