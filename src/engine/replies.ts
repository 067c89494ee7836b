import type { Binding } from '../contract/binding.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { Reply } from '../contract/operation.ts';
import { dispatch, replySteps } from '../rules/exchange.ts';
import type { IncomingFrame, Recognition } from '../rules/recognition.ts';
import { send } from './send.ts';
import type { Session } from './session.ts';
import { startStreams, stopStreams } from './streams.ts';
import { later } from './tasks.ts';
import type { World } from './world.ts';

/** Takes a frame from a client: recognises it, answers it, starts and stops what it starts and stops. */
export function takeFrame(world: World, session: Session, frame: IncomingFrame): void {
  session.heardAt = world.at;
  const recognition = session.recogniser.recognise(frame);
  switch (recognition.kind) {
    case 'message':
      takeMessage(world, session, recognition);
      return;
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
  const ofMessage = endpoint.operations.some((o) => o.kind === 'request' && o.messages.includes(message));
  if (operation === undefined && ofMessage) {
    const violation = `No operation takes this "${message}": its "when" or its roles exclude it.`;
    world.effects.push({ type: 'received', connection: session.connection, message, payload, violation });
    applyInvalid(world, session);
    return;
  }
  world.effects.push({ type: 'received', connection: session.connection, message, payload });
  if (operation === undefined) return;
  if (operation.reply !== undefined) answer(world, session, operation.reply, message, payload);
  stopStreams(world, session, operation.id, payload);
  startStreams(world, session, operation.id, payload);
}

function answer(world: World, session: Session, reply: Reply, message: MessageId, payload: Json): void {
  const run = (): void => sendReply(world, session, reply, message, payload);
  if (reply.delay === 0) run();
  else later(world, session, reply.delay, run);
}

/** The example of the reply that has the name of the request's example, else the first. */
function sendReply(world: World, session: Session, reply: Reply, message: MessageId, payload: Json): void {
  const bound = reply.bind.flatMap(({ from }) => (from.kind === 'request' ? [from.pointer] : []));
  const name = world.playbook.exampleOf(message, payload, bound)?.name;
  for (const step of replySteps(reply, chooseReply(world, reply, name))) {
    const example = step.example ?? name;
    for (let turn = 0; turn < step.repeat; turn += 1) {
      send(world, session, {
        message: step.message,
        cause: 'reply',
        turn,
        bindings: bindingsFor(reply, step.message, world),
        request: payload,
        ...(example === undefined ? {} : { example }),
      });
    }
  }
}

/** Among several allowed replies, the one that has an example of that name. */
function chooseReply(world: World, reply: Reply, name: string | undefined): MessageId | undefined {
  const named = reply.messages.find((id) =>
    world.playbook.examples(id).some((example) => example.name === name),
  );
  return (name === undefined ? undefined : named) ?? reply.messages[0];
}

/** A reply of several messages binds into each of them that knows the place. */
function bindingsFor(reply: Reply, message: MessageId, world: World): readonly Binding[] {
  if (reply.bind.length === 0) return reply.bind;
  const schema = world.contract.messages[message]?.payload;
  return schema === undefined
    ? reply.bind
    : reply.bind.filter((binding) => world.knows(schema, binding.into));
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
  for (const operation of endpoint.operations) {
    if (operation.kind === 'push' && operation.messages.includes(message)) return operation.bind;
    if (operation.kind === 'request' && operation.reply?.messages.includes(message) === true)
      return operation.reply.bind;
  }
  return [];
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
  applyInvalid(world, session);
}

function applyInvalid(world: World, session: Session): void {
  for (const fault of world.faults) if (fault.invalid?.(session, world) === 'handled') return;
  const policy = session.endpoint.invalid?.value;
  if (policy === undefined || policy.kind === 'ignore') return;
  if (policy.kind === 'reply') send(world, session, { message: policy.message, cause: 'invalid' });
  else
    world.effects.push({
      type: 'close',
      connection: session.connection,
      code: policy.code,
      reason: 'invalid message',
    });
}
