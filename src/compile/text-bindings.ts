import type { Binding, TextPattern } from '../contract/binding.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { isJsonObject } from '../contract/json.ts';
import type { Message, MessageId } from '../contract/message.ts';
import type { Operation, PushOperation } from '../contract/operation.ts';
import { partsOf } from './schema-properties.ts';
import type { SchemaCollector } from './schemas.ts';

/** A named group (ECMA-262 §22.2.1), which is a place in a text. */
const NAMED_GROUP = /\(\?<[^=!]/;

type Texts = (messages: readonly MessageId[]) => readonly TextPattern[];

/**
 * A text has no places of its own; the named groups in the `pattern` of its schema give it some: `^SUB (?<sid>\d+)` has
 * `/sid`. What is bound into or from a text carries those patterns.
 */
export function bindTexts(
  schemas: SchemaCollector,
  messages: Readonly<Record<MessageId, Message>>,
  endpoints: readonly Endpoint[],
): readonly Endpoint[] {
  const known = new Map<MessageId, readonly TextPattern[]>();
  for (const { id, format, payload } of Object.values(messages)) {
    const schema = format !== 'text' || payload === undefined ? undefined : schemas.get(payload)?.schema;
    if (schema === undefined) continue;
    const patterns = partsOf(schemas, schema).flatMap((part) =>
      isJsonObject(part) && typeof part.pattern === 'string' && NAMED_GROUP.test(part.pattern)
        ? [{ pattern: part.pattern }]
        : [],
    );
    if (patterns.length > 0) known.set(id, patterns);
  }
  if (known.size === 0) return endpoints;
  const texts: Texts = (ids) => ids.flatMap((id) => known.get(id) ?? []);
  return endpoints.map((endpoint) => {
    const ofClient = texts(endpoint.messages.client);
    return {
      ...endpoint,
      operations: endpoint.operations.map((operation) => inOperation(endpoint, operation, texts)),
      ...(ofClient.length === 0 ? {} : { texts: ofClient }),
    };
  });
}

function inOperation({ operations }: Endpoint, operation: Operation, texts: Texts): Operation {
  if (operation.kind === 'push') return inPush(operations, operation, texts);
  const { reply, messages } = operation;
  if (reply === undefined) return operation;
  const bind = reply.bind.map((one) => withTexts(one, texts(messages), [], texts(reply.messages)));
  return { ...operation, reply: { ...reply, bind } };
}

function inPush(operations: readonly Operation[], push: PushOperation, texts: Texts): PushOperation {
  const named = (id: string | undefined) => operations.find((one) => one.kind === 'request' && one.id === id);
  const begins = named(push.after?.value);
  const ends = named(push.until?.value);
  const into = texts(push.messages);
  const from = texts(begins?.messages ?? []);
  const replies = texts(begins?.reply?.messages ?? []);
  const until = texts(ends?.messages ?? []);
  const bind = push.bind.map((one) => withTexts(one, from, replies, into));
  // Without a word of its own, the request that ends it says a value at the same place, in a text of its own.
  const endBind =
    push.endBind ?? (until.length === 0 ? undefined : push.bind.filter((one) => one.from.kind === 'request'));
  return {
    ...push,
    bind,
    ...(endBind === undefined ? {} : { endBind: endBind.map((one) => withTexts(one, until, [], into)) }),
  };
}

function withTexts(
  binding: Binding,
  request: readonly TextPattern[],
  replies: readonly TextPattern[],
  into: readonly TextPattern[],
): Binding {
  const { from } = binding;
  const texts = from.kind === 'request' ? request : from.kind === 'reply' ? replies : [];
  return {
    ...binding,
    ...(into.length === 0 ? {} : { intoTexts: into }),
    from: (from.kind === 'request' || from.kind === 'reply') && texts.length > 0 ? { ...from, texts } : from,
  };
}
