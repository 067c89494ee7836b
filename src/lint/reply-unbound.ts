import type { Contract } from '../contract/contract.ts';
import { formatPointer } from '../contract/json-pointer.ts';
import type { MessageId } from '../contract/message.ts';
import type { Reply } from '../contract/operation.ts';
import { isRequest, messageOf } from '../contract/queries.ts';
import { propertyNames } from '../schema/property-names.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

export const replyUnbound: LintRule = defineLint({
  id: 'reply-unbound',
  title: 'Every reply that repeats an id of its request says so.',
  severity: 'info',
  explain:
    'Request and reply share a field that looks like an id, but nothing says that the reply carries the value of the request. The mock copies it at best because of its name, and verify accepts a reply to somebody else\'s request. Declare a correlationId on both messages, or "bind" on the operation.',
  example: {
    wrong: yaml`
      channels:
        chat:
          address: /chat
          messages:
            ask: { payload: { type: object, properties: { id: { type: string } } } }
            answer: { payload: { type: object, properties: { id: { type: string } } } }
      operations:
        ask:
          action: receive
          channel: { $ref: '#/channels/chat' }
          messages: [{ $ref: '#/channels/chat/messages/ask' }]
          reply: { messages: [{ $ref: '#/channels/chat/messages/answer' }] }
    `,
    right: yaml`
      channels:
        chat:
          address: /chat
          messages:
            ask:
              correlationId: { location: $message.payload#/id }
              payload: { type: object, properties: { id: { type: string } } }
            answer:
              correlationId: { location: $message.payload#/id }
              payload: { type: object, properties: { id: { type: string } } }
      operations:
        ask:
          action: receive
          channel: { $ref: '#/channels/chat' }
          messages: [{ $ref: '#/channels/chat/messages/ask' }]
          reply: { messages: [{ $ref: '#/channels/chat/messages/answer' }] }
    `,
  },
  check(contract) {
    return contract.endpoints.flatMap(({ operations }) =>
      operations.filter(isRequest).flatMap(({ id, messages, reply }) => {
        if (reply === undefined || reply.basis === 'inferred') return [];
        const pointer = inferredBinding(reply) ?? sharedId(contract, messages, reply);
        if (pointer === undefined) return [];
        return [
          {
            message: `The reply to "${id}" has ${pointer} like its request, but nothing promises that the two are equal.`,
            at: reply.at,
            fix: `Add "correlationId: { location: '$message.payload#${pointer}' }" to both messages, or "x-countersign: { bind: { ${pointer}: $message.payload#${pointer} } }" to the operation.`,
          },
        ];
      }),
    );
  },
});

/** The mock copies such a value, because its name says so; `verify` only observes. */
function inferredBinding({ bind }: Reply): string | undefined {
  return bind.every(({ basis }) => basis === 'inferred') ? bind[0]?.into : undefined;
}

const ID = /^(id|req_?id|request_?id|correlation_?id|nonce|msg_?id|message_?id|transaction_?id|ref_?id)$/i;

function sharedId(contract: Contract, messages: readonly MessageId[], reply: Reply): string | undefined {
  if (reply.bind.length > 0) return undefined;
  const namesOf = (ids: readonly string[]): ReadonlySet<string>[] =>
    ids.flatMap((id) => {
      const { payload, correlation } = messageOf(contract, id);
      return payload === undefined || correlation !== undefined ? [] : [propertyNames(contract, payload)];
    });
  const answered = namesOf(reply.messages);
  for (const names of namesOf(messages)) {
    for (const name of names)
      if (ID.test(name) && answered.some((other) => other.has(name))) return formatPointer([name]);
  }
  return undefined;
}
