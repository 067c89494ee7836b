import type { Binding } from '../contract/binding.ts';
import { greetingsByName } from '../contract/greeting-name.ts';
import { type Json, sameJson } from '../contract/json.ts';
import { readPointer, writePointer } from '../contract/json-pointer.ts';
import type { MessageId } from '../contract/message.ts';
import type { OperationId, PushOperation } from '../contract/operation.ts';
import { pushesOf } from '../contract/queries.ts';
import { boundValue, endingBindings, requestsFor } from '../rules/exchange.ts';
import { audienceOf, mayHave } from './audience.ts';
import { ask } from './client-replies.ts';
import { faultsOn } from './faults/equipped.ts';
import { send } from './send.ts';
import type { Session, Subscription } from './session.ts';
import { later } from './tasks.ts';
import type { World } from './world.ts';

/** Starts what the connection gets without asking: streams of its own, and pushes at the mock's pace. */
export function startOwnStreams(world: World, session: Session): void {
  for (const push of pushesOf(session.endpoint)) {
    if (push.after === undefined && push.every !== undefined && mayHave(session, push)) {
      subscribe(world, session, push, undefined);
    }
  }
  const idle = withoutGreetings(world, session, idlePushes(world, session));
  const paced = idle.filter(({ pace }) => pace !== undefined);
  const others = idle.filter(({ pace }) => pace === undefined);
  if (world.push !== 'off' && others.length > 0) pushInTurn(world, session, others, 0, world.push);
  for (const push of paced) pushAtPace(world, session, push, Math.min(push.pace ?? 0, FIRST_PACED));
}

/** ms until a push of a pace of its own comes first: nobody wants to wait half a minute to see whether it does. */
const FIRST_PACED = 1000;

const NONE: readonly PushOperation[] = [];

/** Does what comes after that request operation repeat something that the server says in its reply? */
export function repeatsReply({ operations }: Session, after: OperationId): boolean {
  const started = operations.startedBy.get(after) ?? NONE;
  return started.some(({ bind }) => bind.some(({ from }) => from.kind === 'reply'));
}

/** Starts what comes after that request operation, and its `replies`, once for each set of bound values. */
export function startStreams(
  world: World,
  session: Session,
  after: OperationId,
  request: Json,
  replies?: readonly Json[],
): void {
  const started = session.operations.startedBy.get(after);
  if (started === undefined) return;
  for (const push of started) {
    if (push.to === undefined && !mayHave(session, push)) continue;
    for (const one of requestsFor(push.bind, request)) subscribe(world, session, push, one, replies);
  }
}

/** Ends the subscriptions of that request operation whose bound values are the same. */
export function stopStreams(session: Session, until: OperationId, request: Json): void {
  const ended = session.operations.endedBy.get(until);
  if (ended === undefined) return;
  for (const fault of faultsOn(session)) if (fault.keepStreams === true) return;
  for (const push of ended) {
    for (const one of requestsFor(endingBindings(push), request)) {
      const values = valuesOf(session, endingBindings(push), one);
      for (const [key, subscription] of session.subscriptions ?? []) {
        if (subscription.operation !== push.id || !ends(values, subscription)) continue;
        subscription.ended = true;
        session.subscriptions?.delete(key);
      }
    }
  }
}

/** What the request does not say, it does not choose by: an `unsubscribe` without a symbol ends all of them. */
function ends(values: readonly (Json | undefined)[], subscription: Subscription): boolean {
  return values.every((value, i) => value === undefined || sameJson(value, subscription.values[i]));
}

/** One event of that push, now. */
export function sendPush(
  world: World,
  session: Session,
  push: PushOperation,
  request: Json | undefined,
): void {
  session.turns ??= new Map();
  const turn = session.turns.get(push.id) ?? 0;
  session.turns.set(push.id, turn + 1);
  const message = push.messages[turn % push.messages.length];
  if (message !== undefined) sendEvent(world, push, message, turn, { request, to: [session] });
}

function subscribe(
  world: World,
  session: Session,
  push: PushOperation,
  request: Json | undefined,
  replies?: readonly Json[],
): void {
  const values = valuesOf(session, push.bind, request, replies);
  const key = JSON.stringify([push.id, ...values.map((value) => value ?? null)]);
  if (session.subscriptions?.has(key) === true) return;
  const subscription: Subscription = {
    operation: push.id,
    request,
    replies,
    values,
    last: undefined,
    ended: false,
  };
  const every = push.every?.value;
  // An event that a request triggers comes once, and may be triggered again.
  if (every !== undefined) {
    session.subscriptions ??= new Map();
    session.subscriptions.set(key, subscription);
  }
  flow(world, session, push, subscription, 0, every);
}

/** The first event at once, then one in each interval. */
function flow(
  world: World,
  session: Session,
  push: PushOperation,
  subscription: Subscription,
  turn: number,
  every: number | undefined,
): void {
  if (subscription.ended) return;
  const message = push.messages[turn % push.messages.length];
  if (message !== undefined) {
    const nth = Math.floor(turn / push.messages.length);
    const to = audienceOf(world, session, push);
    sendEvent(world, push, message, nth, { request: subscription.request, subscription, to });
  }
  if (every !== undefined) {
    later(world, session, every, () => flow(world, session, push, subscription, turn + 1, every));
  }
}

function sendEvent(
  world: World,
  push: PushOperation,
  message: MessageId,
  turn: number,
  of: {
    readonly request: Json | undefined;
    readonly subscription?: Subscription;
    readonly to: readonly Session[];
  },
): void {
  const pointer = push.ordered?.value;
  const { request, subscription } = of;
  const asks = push.reply !== undefined && push.reply.bind.length > 0;
  const isKept = pointer !== undefined && subscription !== undefined;
  const shared = {};
  for (const receiver of of.to) {
    const adjust = (payload: Json): Json => {
      const kept = isKept ? keepOrder(payload, pointer, subscription) : payload;
      return asks ? ask(world, receiver, push, kept) : kept;
    };
    send(world, receiver, {
      message,
      cause: 'push',
      turn,
      bindings: push.bind,
      ...(request === undefined ? {} : { request }),
      ...(subscription?.replies === undefined ? {} : { replies: subscription.replies }),
      ...(isKept || asks ? { adjust } : { shared }),
    });
  }
}

/** Examples come round again; what is promised never to decrease must go on growing all the same. */
function keepOrder(payload: Json, pointer: string, subscription: Subscription): Json {
  const value = readPointer(payload, pointer);
  const next = successor(subscription.last, value);
  subscription.last = next;
  return next === undefined || next === value ? payload : writePointer(payload, pointer, next);
}

function successor(last: Json | undefined, value: Json | undefined): Json | undefined {
  if (typeof last === 'number' && typeof value === 'number') return Math.max(last + 1, value);
  if (typeof last === 'string' && typeof value === 'string' && value <= last) {
    const time = Date.parse(last);
    return Number.isNaN(time) ? last : new Date(time + 1000).toISOString();
  }
  return value;
}

function valuesOf(
  session: Session,
  bindings: readonly Binding[],
  request: Json | undefined,
  replies?: readonly Json[],
): readonly (Json | undefined)[] {
  const context = { request, replies, parameters: session.parameters };
  return bindings.map((binding) => boundValue(binding, context));
}

/** Pushes that nothing triggers and no cadence is known for; what the endpoint sends for other reasons is none. */
function idlePushes(world: World, session: Session): readonly PushOperation[] {
  const { greeting, invalid, otherwise, keepalive } = session.endpoint;
  const taken = new Set<MessageId>([
    ...(greeting?.value ?? []),
    ...(invalid?.value.kind === 'reply' ? [invalid.value.message] : []),
    ...(otherwise === undefined ? [] : [otherwise.value]),
    ...(keepalive?.value.send === undefined ? [] : [keepalive.value.send]),
  ]);
  return pushesOf(session.endpoint).flatMap((push) => {
    if (push.every !== undefined || push.after !== undefined || !mayHave(session, push)) return [];
    const messages = push.messages.filter(
      (message) => !taken.has(message) && world.playbook.spontaneous(message) !== 'none',
    );
    return messages.length === 0 ? [] : [{ ...push, messages }];
  });
}

/**
 * What is called a greeting is sent once, at the start, where the document names no other; the rest is left. Nobody
 * promised it: a client that waits for its "connected" would else wait for its turn among the events.
 */
function withoutGreetings(
  world: World,
  session: Session,
  pushes: readonly PushOperation[],
): readonly PushOperation[] {
  const named = world.push === 'off' ? [] : greetingsByName(session.endpoint);
  if (named.length === 0) return pushes;
  return pushes.flatMap((push) => {
    const greetings = push.messages.filter((message) => named.includes(message));
    if (greetings.length === 0) return [push];
    for (const message of greetings)
      sendEvent(world, push, message, 0, { request: undefined, to: [session] });
    const messages = push.messages.filter((message) => !greetings.includes(message));
    return messages.length === 0 ? [] : [{ ...push, messages }];
  });
}

function pushInTurn(
  world: World,
  session: Session,
  pushes: readonly PushOperation[],
  turn: number,
  ms: number,
): void {
  later(world, session, ms, () => {
    const push = pushes[turn % pushes.length];
    if (push !== undefined) sendPush(world, session, push, undefined);
    pushInTurn(world, session, pushes, turn + 1, ms);
  });
}

function pushAtPace(world: World, session: Session, push: PushOperation, ms: number): void {
  later(world, session, ms, () => {
    sendPush(world, session, push, undefined);
    pushAtPace(world, session, push, push.pace ?? ms);
  });
}
