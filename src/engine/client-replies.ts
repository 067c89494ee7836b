import { type Json, sameJson } from '../contract/json.ts';
import { readPointer, writePointer } from '../contract/json-pointer.ts';
import type { MessageId } from '../contract/message.ts';
import type { PushOperation } from '../contract/operation.ts';
import { messageOf } from '../contract/queries.ts';
import type { Recognition } from '../rules/recognition.ts';
import type { Session } from './session.ts';
import type { World } from './world.ts';

/** A client that never answers must not fill memory; ids of older questions may come again. */
const MOST_ASKED = 1_000;

/**
 * Remembers that the server asks, and gives the question an id of its own where the example's was used already:
 * what the answer repeats has to tell one question from another.
 */
export function ask(
  world: World,
  session: Session,
  push: PushOperation,
  payload: Json,
  /** The payload is somebody's word, id and all. */
  literal = false,
): Json {
  const { reply } = push;
  if (reply === undefined || reply.bind.length === 0) return payload;
  const said = new Set(push.bind.map(({ into }) => into));
  let question = payload;
  for (const { from } of reply.bind) {
    if (literal || from.kind !== 'request' || said.has(from.pointer)) continue;
    const id = readPointer(question, from.pointer);
    if (id === undefined || session.usedIds?.has(id) !== true) continue;
    const fresh = writePointer(question, from.pointer, freshId(world, session, id));
    if (isValid(world, push, fresh)) question = fresh;
  }
  for (const { from } of reply.bind)
    if (from.kind === 'request') use(session, readPointer(question, from.pointer));
  if (session.asked.length === MOST_ASKED) session.asked.shift();
  session.asked.push({ reply, payload: question });
  return question;
}

/**
 * A frame that repeats the id of a question is its answer, even where answers look alike (OCPP's `[3, id, {…}]`):
 * the question tells which message it is.
 */
export function answered(world: World, session: Session, recognition: Recognition): MessageId | undefined {
  if (session.asked.length === 0 || recognition.kind !== 'message') return undefined;
  const { payload } = recognition;
  const index = session.asked.findIndex(({ reply, payload: question }) =>
    reply.bind.every(
      ({ into, from }) =>
        from.kind === 'request' &&
        sameJson(readPointer(payload, into), readPointer(question, from.pointer)) &&
        readPointer(payload, into) !== undefined,
    ),
  );
  const asked = session.asked[index];
  if (asked === undefined) return undefined;
  const { messages } = asked.reply;
  const answer = messages.includes(recognition.message)
    ? (messages.find((id) => fits(world, id, payload)) ?? recognition.message)
    : messages.find((id) => fits(world, id, payload));
  if (answer !== undefined) session.asked.splice(index, 1);
  return answer;
}

function fits(world: World, id: MessageId, payload: Json): boolean {
  const schema = messageOf(world.contract, id).payload;
  return schema === undefined || world.validators.valid(schema, payload);
}

function isValid(world: World, { messages }: PushOperation, payload: Json): boolean {
  return messages.some((id) => fits(world, id, payload));
}

function freshId(world: World, { usedIds }: Session, id: Json): Json {
  if (typeof id !== 'number') return world.random.uuid();
  let next = id + 1;
  while (usedIds?.has(next) === true) next += 1;
  return next;
}

function use(session: Session, id: Json | undefined): void {
  if (id === undefined) return;
  session.usedIds ??= new Set();
  if (session.usedIds.size === MOST_ASKED) session.usedIds.clear();
  session.usedIds.add(id);
}
