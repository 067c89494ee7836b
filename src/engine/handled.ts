import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { RequestOperation } from '../contract/operation.ts';
import { didYouMean } from '../errors/suggest.ts';
import type { Effect, EngineEvent } from './engine.ts';
import { greet } from './greeting.ts';
import { answerMessage, bindingsOf } from './replies.ts';
import { send } from './send.ts';
import type { Session } from './session.ts';
import type { World } from './world.ts';

/** What a handler has left to the engine after all. */
export function proceed(world: World, event: Extract<EngineEvent, { type: 'proceed' }>): void {
  const session = world.sessions.get(event.connection);
  if (session === undefined) return;
  const what = event.with;
  if (what.kind === 'open') {
    greet(world, session, what.greeted);
    return;
  }
  const { operation: id, message, payload } = what;
  const operation = session.endpoint.operations.find(
    (one): one is RequestOperation => one.kind === 'request' && one.id === id,
  );
  if (operation !== undefined) answerMessage(world, session, operation, message, payload);
}

/** What a handler says goes out as it is said; what breaks the contract is marked. */
export function say(world: World, event: Extract<EngineEvent, { type: 'say' }>): void {
  const { message, payload, request } = event;
  const shared = {};
  const judged = judge(world, message, payload);
  for (const connection of event.connections) {
    const session = world.sessions.get(connection);
    if (session === undefined) continue;
    const known = session.endpoint.messages.server.includes(message);
    const violation = known ? judged : unknown(session, message);
    const before = world.effects.length;
    if (known) {
      const own = payload === undefined ? { bindings: bindingsOf(session.endpoint, message) } : { payload };
      send(world, session, {
        message,
        cause: 'handler',
        shared,
        ...own,
        ...(request === undefined ? {} : { request }),
      });
    } else {
      const text =
        payload === undefined ? '' : typeof payload === 'string' ? payload : JSON.stringify(payload);
      const nothing = payload === undefined ? ({ withheld: true } as const) : {};
      world.effects.push({ type: 'send', connection, data: { text }, message: undefined, ...nothing });
    }
    if (violation !== undefined) mark(world.effects, before, violation);
  }
}

function judge(world: World, message: MessageId, payload: Json | undefined): string | undefined {
  const schema = world.contract.messages[message]?.payload;
  if (schema === undefined || payload === undefined) return undefined;
  const [error] = world.validators.errors(schema, payload);
  return error === undefined ? undefined : `It is no valid "${message}": ${error.message}.`;
}

function unknown({ endpoint }: Session, message: MessageId): string {
  const { server } = endpoint.messages;
  return `"${endpoint.id}" has no message "${message}" that the server sends.${didYouMean(message, server)}`;
}

function mark(effects: Effect[], from: number, violation: string): void {
  for (let index = from; index < effects.length; index += 1) {
    const effect = effects[index];
    if (effect?.type === 'send') effects[index] = { ...effect, violation };
  }
}
