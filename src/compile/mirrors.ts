import { isJsonObject } from '../contract/json.ts';
import { formatPointer } from '../contract/json-pointer.ts';
import type { MessageId } from '../contract/message.ts';
import type { MessageRegistry } from './messages.ts';
import { propertyNames, schemasAt } from './schema-properties.ts';
import type { SchemaCollector } from './schemas.ts';

/** Where an answer names what it answers: `{ type: ack, event: start_session }` to `{ type: start_session }`. */
export interface Mirror {
  /** In the answer. */
  readonly into: string;
  /** In the request. */
  readonly from: string;
}

/** Properties that say what a frame is for. */
const VERBS: readonly string[] = [
  ...['type', 'action', 'event', 'method', 'command', 'cmd', 'op', 'operation', 'request', 'kind'],
  ...['message_type', 'messageType'],
];
/** Properties that say what a frame is the answer to. `type` is not among them: it says what the frame itself is. */
const REFERENCES: ReadonlySet<string> = new Set([
  ...['action', 'event', 'method', 'command', 'cmd', 'op', 'operation', 'request', 'for', 'of'],
  ...['inReplyTo', 'in_reply_to', 'replyTo', 'reply_to', 'requestType', 'request_type', 'originalType'],
  ...['original_type', 'acknowledges', 'acked'],
]);

/**
 * An answer has a property whose `enum` lists what requests are called. Where it lists one name alone, that is the
 * answer's own. `undefined`: this is no such answer to that request.
 */
export function mirrorOf(
  schemas: SchemaCollector,
  messages: MessageRegistry,
  request: MessageId,
  answer: MessageId,
): Mirror | undefined {
  const asked = messages.get(request).payload;
  const answered = messages.get(answer).payload;
  if (asked === undefined || answered === undefined) return undefined;
  const verbs = VERBS.flatMap((name) => {
    const values = valuesOf(schemas, asked, name);
    return values === undefined ? [] : [{ name, values }];
  });
  for (const into of propertyNames(schemas, answered)) {
    const listed = REFERENCES.has(into) ? valuesOf(schemas, answered, into) : undefined;
    if (listed === undefined || listed.size < 2) continue;
    const verb = verbs.find(
      ({ name, values }) =>
        [...values].every((value) => listed.has(value)) && (values.size === 1 || name === into),
    );
    if (verb !== undefined) return { into: formatPointer([into]), from: formatPointer([verb.name]) };
  }
  return undefined;
}

/** The strings that a property may be, where they are listed. */
function valuesOf(schemas: SchemaCollector, id: string, property: string): ReadonlySet<string> | undefined {
  for (const part of schemasAt(schemas, id, formatPointer([property]))) {
    if (!isJsonObject(part)) continue;
    if (typeof part.const === 'string') return new Set([part.const]);
    if (Array.isArray(part.enum) && part.enum.length > 0 && part.enum.every((one) => typeof one === 'string'))
      return new Set(part.enum);
  }
  return undefined;
}
