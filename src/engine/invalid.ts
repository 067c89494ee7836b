import type { Binding } from '../contract/binding.ts';
import { isErrorName } from '../contract/error-name.ts';
import { ID_FIELDS } from '../contract/id-fields.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { readPointer, writePointer } from '../contract/json-pointer.ts';
import type { MessageId } from '../contract/message.ts';
import { operationIndexOf } from '../contract/operation-index.ts';
import { messageOf } from '../contract/queries.ts';
import { hasPlace } from '../schema/has-place.ts';
import { faultsOn } from './faults/equipped.ts';
import { send } from './send.ts';
import type { Session } from './session.ts';
import type { World } from './world.ts';
import { exampleFor, type Wrong } from './wrong.ts';

/** What the contract says that a frame gets which is not taken. */
export function answerInvalid(world: World, session: Session, wrong: Wrong): void {
  for (const fault of faultsOn(session)) if (fault.invalid?.(session, world) === 'handled') return;
  const policy = session.endpoint.invalid?.value;
  if (policy === undefined) {
    const message = errorReply(session, wrong);
    if (message !== undefined) sendError(world, session, message, wrong);
    return;
  }
  if (policy.kind === 'ignore') return;
  if (policy.kind === 'reply') sendError(world, session, policy.message, wrong);
  else
    world.effects.push({
      type: 'close',
      connection: session.connection,
      code: policy.code,
      reason: 'invalid message',
    });
}

/** Where the endpoint says nothing: the error among the replies that the operation declares, for a request gone wrong. */
function errorReply({ endpoint }: Session, { kind, message }: Wrong): MessageId | undefined {
  if (message === undefined || kind === 'unknown') return undefined;
  for (const { reply } of operationIndexOf(endpoint).requests.get(message) ?? []) {
    if (reply === undefined || reply.basis === 'inferred' || reply.sequence !== undefined) continue;
    const error = reply.messages.find(isErrorName);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** The error whose example says best what was wrong, with the id of the request where it has a place for one. */
function sendError(world: World, session: Session, message: MessageId, wrong: Wrong): void {
  const example = exampleFor(world.playbook.examples(message), wrong);
  const payload = example?.payload ?? world.playbook.payload(message, undefined, 0);
  if (payload === undefined) return;
  const { payload: request } = wrong;
  const bindings =
    request === undefined
      ? []
      : errorBindings(world, session, message, wrong).filter((binding) =>
          mayStand(world, message, payload, binding, request),
        );
  send(world, session, {
    message,
    cause: 'invalid',
    payload,
    bindings,
    ...(request === undefined ? {} : { request }),
  });
}

/**
 * How the error is bound where it answers a good request; else its `correlationId` and that of what the frame was meant
 * to be; else an id that both have by the same name.
 */
function errorBindings(
  world: World,
  { endpoint }: Session,
  id: MessageId,
  { message: meant }: Wrong,
): readonly Binding[] {
  const declared = (operationIndexOf(endpoint).bindings.get(id) ?? []).filter(
    ({ from }) => from.kind === 'request',
  );
  if (declared.length > 0) return declared;
  const { correlation, payload, at } = messageOf(world.contract, id);
  const copy = (into: string, pointer: string): Binding => ({
    into,
    from: { kind: 'request', pointer },
    basis: 'inferred',
    at,
  });
  if (correlation !== undefined) {
    const from = meant === undefined ? undefined : messageOf(world.contract, meant).correlation;
    return [copy(correlation, from ?? correlation)];
  }
  if (payload === undefined) return [];
  const field = ID_FIELDS.find((name) => hasPlace(world.contract, payload, `/${name}`));
  return field === undefined ? [] : [copy(`/${field}`, `/${field}`)];
}

/** Only what the bad frame really has, and what its schema allows in the error. */
function mayStand(
  { contract, validators }: World,
  id: MessageId,
  payload: Json,
  { into, from }: Binding,
  request: Json,
): boolean {
  if (from.kind !== 'request' || !(isJsonObject(request) || Array.isArray(request))) return false;
  const value = readPointer(request, from.pointer);
  if (value === undefined || value === null) return false;
  const schema = messageOf(contract, id).payload;
  if (schema === undefined) return true;
  // What templates render to is not known yet: only mistakes at this place count.
  return validators
    .errors(schema, writePointer(payload, into, value))
    .every(({ pointer }) => pointer !== into && !pointer.startsWith(`${into}/`));
}
