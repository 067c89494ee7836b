import type { Binding } from '../contract/binding.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { Reply, RequestOperation } from '../contract/operation.ts';
import { operationIndexOf } from '../contract/operation-index.ts';
import { dispatch } from '../rules/exchange.ts';
import { linesOf } from '../rules/lined-frame.ts';
import type { IncomingFrame, Recognition } from '../rules/recognition.ts';
import { answered } from './client-replies.ts';
import { type DispatchedExample, dispatchExample } from './dispatch-example.ts';
import type { Handled } from './engine.ts';
import { handOver } from './hand-over.ts';
import { answerInvalid } from './invalid.ts';
import { playsOn } from './scenario-play.ts';
import { type Intent, send } from './send.ts';
import type { Session } from './session.ts';
import { repeatsReply, startStreams, stopStreams } from './streams.ts';
import { later } from './tasks.ts';
import type { World } from './world.ts';
import { type Wrong, wrongOf } from './wrong.ts';

/** Takes a frame from a client: recognises it, answers it, starts and stops what it starts and stops. */
export function takeFrame(world: World, session: Session, frame: IncomingFrame): void {
  session.heardAt = world.at;
  // Most frames have one line, of whatever kind they are.
  if (frame.kind !== 'text' || !frame.text.includes('\n')) takeOne(world, session, frame);
  else
    for (const one of linesOf(world.contract, session.endpoint, 'client', frame))
      takeOne(world, session, one);
}

function takeOne(world: World, session: Session, frame: IncomingFrame): void {
  const recognition = session.recogniser.recognise(frame);
  switch (recognition.kind) {
    case 'message': {
      const message = answered(world, session, recognition);
      takeMessage(world, session, message === undefined ? recognition : { ...recognition, message });
      return;
    }
    case 'unknown':
      if (session.endpoint.otherwise === undefined) takeInvalid(world, session, recognition);
      else answerOtherwise(world, session, session.endpoint.otherwise.value, recognition.payload);
      return;
    default:
      takeInvalid(world, session, recognition);
  }
}

function takeMessage(
  world: World,
  session: Session,
  { message, payload }: Extract<Recognition, { kind: 'message' }>,
): void {
  const { endpoint } = session;
  const operation = dispatch(endpoint, message, payload, world.validators, session.role);
  const takers = operation === undefined ? session.operations.requests.get(message) : undefined;
  if (takers !== undefined) {
    const violation = `No operation takes this "${message}": its "when" or its roles exclude it.`;
    world.effects.push({ type: 'received', connection: session.connection, message, payload, violation });
    answerInvalid(world, session, refusalOf(world, session, takers, message, payload));
    return;
  }
  world.effects.push({ type: 'received', connection: session.connection, message, payload });
  if (session.playing !== undefined && playsOn(world, session, operation, message, payload)) return;
  if (world.isHandled !== undefined) {
    const what: Handled =
      operation === undefined
        ? { kind: 'message', message, payload }
        : { kind: 'message', message, operation: operation.id, payload };
    if (handOver(world, session, what)) return;
  }
  if (operation !== undefined) answerMessage(world, session, operation, message, payload);
}

/** Is it the role, or what was asked for? */
function refusalOf(
  world: World,
  session: Session,
  takers: readonly RequestOperation[],
  message: MessageId,
  payload: Json,
): Wrong {
  const { validators } = world;
  const open = takers.filter(({ roles }) => roles === undefined || roles.value.includes(session.role ?? ''));
  if (open.length === 0) return { kind: 'forbidden', message, payload };
  const errors = open.flatMap(({ when }) => (when === undefined ? [] : validators.errors(when, payload)));
  return { kind: 'refused', message, payload, errors };
}

/** What a request leads to: its reply, and the streams that it stops and starts. */
export function answerMessage(
  world: World,
  session: Session,
  operation: RequestOperation,
  message: MessageId,
  payload: Json,
): void {
  const { reply } = operation;
  // What streams repeat of a reply must be said before they start, however late that is.
  const said: Json[] | undefined =
    reply !== undefined && repeatsReply(session, operation.id) ? [] : undefined;
  if (reply !== undefined) answer(world, session, operation, reply, message, payload, said);
  else close(world, session, operation);
  stopStreams(session, operation.id, payload);
  if (said === undefined) startStreams(world, session, operation.id, payload);
}

function answer(
  world: World,
  session: Session,
  operation: RequestOperation,
  reply: Reply,
  requested: MessageId,
  request: Json,
  said: Json[] | undefined,
): void {
  if (reply.delay === 0) answerNow(world, session, operation, reply, requested, request, said);
  else
    later(world, session, reply.delay, () =>
      answerNow(world, session, operation, reply, requested, request, said),
    );
}

function answerNow(
  world: World,
  session: Session,
  operation: RequestOperation,
  reply: Reply,
  requested: MessageId,
  request: Json,
  said: Json[] | undefined,
): void {
  const dispatched = dispatchExample(world, session, operation.id, reply, request);
  const kept = said === undefined ? undefined : { adjust: (payload: Json) => keep(said, payload) };
  if (dispatched === undefined) sendReply(world, session, reply, requested, request, kept);
  else sendDispatched(world, session, reply, dispatched, request, kept);
  close(world, session, operation);
  if (said !== undefined) startStreams(world, session, operation.id, request, said);
}

function keep(said: Json[], payload: Json): Json {
  said.push(payload);
  return payload;
}

function close(world: World, { connection }: Session, { id, closes }: RequestOperation): void {
  if (closes === undefined) return;
  world.effects.push({ type: 'close', connection, code: closes.value, reason: id });
}

function sendDispatched(
  world: World,
  session: Session,
  reply: Reply,
  { message, example: { payload } }: DispatchedExample,
  request: Json,
  kept: Pick<Intent, 'adjust'> | undefined,
): void {
  const bindings = world.replyPlan(reply).bindings(message);
  send(world, session, { message, cause: 'reply', bindings, request, payload, ...kept });
}

/** The example of the reply that has the name of the request's example, else the first. */
function sendReply(
  world: World,
  session: Session,
  reply: Reply,
  requested: MessageId,
  request: Json,
  kept: Pick<Intent, 'adjust'> | undefined,
): void {
  const plan = world.replyPlan(reply);
  for (const { message, example, bindings, repeat } of plan.steps(plan.exampleName(requested, request))) {
    for (let turn = 0; turn < repeat; turn += 1) {
      const intent: Intent = { message, cause: 'reply', turn, bindings, request, example };
      send(world, session, kept === undefined ? intent : { ...intent, ...kept });
    }
  }
}

function answerOtherwise(world: World, session: Session, message: MessageId, payload: Json): void {
  world.effects.push({ type: 'received', connection: session.connection, message: undefined, payload });
  send(world, session, {
    message,
    cause: 'otherwise',
    bindings: bindingsOf(session.endpoint, message),
    request: payload,
  });
}

/** How that message is bound wherever the endpoint sends it. */
export function bindingsOf(endpoint: Endpoint, message: MessageId): readonly Binding[] {
  return operationIndexOf(endpoint).bindings.get(message) ?? [];
}

function takeInvalid(
  world: World,
  session: Session,
  recognition: Exclude<Recognition, { kind: 'message' }>,
): void {
  world.effects.push({
    type: 'received',
    connection: session.connection,
    message: recognition.kind === 'broken' ? recognition.message : undefined,
    payload: recognition.kind === 'malformed' ? undefined : recognition.payload,
    violation:
      recognition.kind === 'broken'
        ? `It is no valid "${recognition.message}": ${recognition.errors[0]?.message ?? 'it breaks its schema'}.`
        : recognition.reason,
  });
  answerInvalid(world, session, wrongOf(recognition));
}
