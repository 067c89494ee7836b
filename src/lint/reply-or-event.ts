import type { DocumentBundle } from '../compile/document-bundle.ts';
import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { MessageId } from '../contract/message.ts';
import type { RequestOperation } from '../contract/operation.ts';
import { isPush, isRequest, messageOf } from '../contract/queries.ts';
import { type RawNode, rawEntries, rawMember, rawNode } from './raw-document.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

const ANSWER = `
          answer: { payload: { type: object, properties: { type: { const: answer } } } }`;

export const replyOrEvent: LintRule = defineLint({
  id: 'reply-or-event',
  title: 'Every reply can be told from the events of its endpoint.',
  severity: 'warning',
  explain:
    "A message that answers a request and is also sent of the server's own accord leaves the client to guess: is this frame what I asked for, or just the next event? Give both messages a correlationId, so that a reply carries the id of its request, or give the reply a message of its own.",
  example: { wrong: pricesAnswering('price'), right: pricesAnswering('answer', ANSWER) },
  check(contract, { bundle }) {
    return contract.endpoints.flatMap((endpoint) => {
      const events = eventsOf(contract, endpoint, bundle);
      return endpoint.operations.filter(isRequest).flatMap((request) => {
        const { reply } = request;
        if (reply === undefined || isTold(request)) return [];
        return reply.messages.flatMap((message) => {
          const by = events
            .get(message)
            ?.find((id) => id !== request.id && !startsWith(endpoint, id, request.id));
          if (by === undefined) return [];
          return [
            {
              message: `"${message}" replies to "${request.id}" and is an event of its own ("${by}"): nothing in it says which of the two a frame is.`,
              at: reply.at,
              fix: 'Declare a correlationId on the request and on this message, or give the reply a message of its own.',
            },
          ];
        });
      });
    });
  },
});

/** A request and an event; `more` are further messages. */
function pricesAnswering(reply: string, more = ''): string {
  return yaml`
    channels:
      prices:
        address: /prices
        messages:
          ask: { payload: { type: object, properties: { type: { const: ask } } } }${more}
          price: { payload: { type: object, properties: { type: { const: price } } } }
    operations:
      askForPrice:
        action: receive
        channel: { $ref: '#/channels/prices' }
        messages: [{ $ref: '#/channels/prices/messages/ask' }]
        reply: { messages: [{ $ref: '#/channels/prices/messages/${reply}' }] }
      priceChanged:
        action: send
        channel: { $ref: '#/channels/prices' }
        messages: [{ $ref: '#/channels/prices/messages/price' }]
  `;
}

/** Something of the request comes back in the reply, or the extension says exactly what comes and in which order. */
function isTold({ reply }: RequestOperation): boolean {
  return (
    reply === undefined ||
    reply.basis === 'inferred' ||
    reply.sequence !== undefined ||
    reply.bind.some(({ basis, from }) => basis !== 'inferred' && from.kind === 'request')
  );
}

/** A stream that the request starts: its first event may well be the reply. */
function startsWith(endpoint: Endpoint, id: string, request: string): boolean {
  return endpoint.operations.some(
    (operation) => isPush(operation) && operation.id === id && operation.after?.value === request,
  );
}

/**
 * Message → the operations that send it of their own accord. The contract takes a message that is a reply for nothing
 * else, so the document is asked: an operation that names the message, and not just its channel's every message.
 */
function eventsOf(
  contract: Contract,
  endpoint: Endpoint,
  bundle: DocumentBundle,
): ReadonlyMap<MessageId, readonly string[]> {
  const events = new Map<MessageId, string[]>();
  const add = (message: MessageId, operation: string): void => {
    const known = events.get(message);
    if (known === undefined) events.set(message, [operation]);
    else if (!known.includes(operation)) known.push(operation);
  };
  for (const push of endpoint.operations.filter(isPush)) for (const id of push.messages) add(id, push.id);
  const byPlace = new Map(
    endpoint.messages.server.map((id) => {
      const { at } = messageOf(contract, id);
      return [`${at.file}#${at.pointer}`, id];
    }),
  );
  const action = contract.perspective.value === 'server' ? 'send' : 'receive';
  for (const [key, operation] of rawEntries(bundle, rawNode(bundle, bundle.root, '/operations'))) {
    if (operation.value.action !== action || rawMember(bundle, operation, 'reply') !== undefined) continue;
    for (const message of messagesOf(bundle, operation)) {
      const at = bundle.locate(message.uri, message.pointer);
      const id = byPlace.get(`${at.file}#${at.pointer}`);
      if (id !== undefined) add(id, key);
    }
  }
  return events;
}

function messagesOf(bundle: DocumentBundle, operation: RawNode): readonly RawNode[] {
  const list = operation.value.messages;
  if (!Array.isArray(list)) return [];
  return list.flatMap((_, index) => {
    const message = rawNode(bundle, operation.uri, `${operation.pointer}/messages/${index}`);
    return message === undefined ? [] : [message];
  });
}
