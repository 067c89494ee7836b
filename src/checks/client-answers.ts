import type { EndpointId } from '../contract/endpoint.ts';
import { isErrorName } from '../contract/error-name.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { ClientReply } from '../contract/operation.ts';
import { endpointOf, messageOf } from '../contract/queries.ts';
import { bind, boundValue } from '../rules/exchange.ts';
import type { OutgoingFrame } from '../script/script.ts';
import type { CheckContext } from './check.ts';
import { outgoing } from './frames.ts';

/** What a client says to a message of the server that asks for an answer; `undefined`: it asks for none. */
export type ClientAnswers = (
  endpoint: EndpointId,
  message: MessageId,
  payload: Json,
) => { readonly message: MessageId; readonly frame: OutgoingFrame } | undefined;

/**
 * A valid answer to each message that the server sends with a `reply` (AsyncAPI Operation Reply Object), what it repeats
 * of the question bound: a backend that insists on its answers then goes on. What went well is answered before what went
 * wrong. A message for which no valid answer can be made is not answered. `undefined`: no server of the contract asks.
 */
export function clientAnswers(context: CheckContext): ClientAnswers | undefined {
  const asks = context.contract.endpoints.some(({ operations }) =>
    operations.some((operation) => operation.kind === 'push' && operation.reply !== undefined),
  );
  if (!asks) return undefined;
  const asking = new Map<EndpointId, ReadonlyMap<MessageId, ClientReply>>();
  return (id, message, question) => {
    let replies = asking.get(id);
    if (replies === undefined) {
      replies = repliesOf(context, id);
      asking.set(id, replies);
    }
    const reply = replies.get(message);
    return reply === undefined ? undefined : answerTo(context, id, reply, question);
  };
}

function repliesOf(context: CheckContext, id: EndpointId): ReadonlyMap<MessageId, ClientReply> {
  const replies = new Map<MessageId, ClientReply>();
  for (const operation of endpointOf(context.contract, id)?.operations ?? []) {
    if (operation.kind !== 'push' || operation.reply === undefined) continue;
    for (const message of operation.messages)
      if (!replies.has(message)) replies.set(message, operation.reply);
  }
  return replies;
}

function answerTo(
  context: CheckContext,
  endpoint: EndpointId,
  reply: ClientReply,
  question: Json,
): ReturnType<ClientAnswers> {
  const parameters = context.address(endpoint)?.values ?? {};
  const values = reply.bind.map((one) => boundValue(one, { request: question, parameters }));
  const well = reply.messages.filter((id) => !isErrorName(id));
  for (const id of new Set([...well, ...reply.messages])) {
    const made = context.payload(id);
    const message = messageOf(context.contract, id);
    if (made === undefined || (message.format === 'binary' && typeof made !== 'string')) continue;
    const payload = bind(made, reply.bind, values);
    if (message.payload === undefined || context.validators.valid(message.payload, payload))
      return { message: id, frame: outgoing(message, payload) };
  }
  return undefined;
}
