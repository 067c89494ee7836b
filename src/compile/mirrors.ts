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
const VERBS: ReadonlySet<string> = new Set([
  ...['type', 'action', 'event', 'method', 'command', 'cmd', 'op', 'operation', 'request', 'kind'],
  ...['message_type', 'messageType'],
]);
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
  return mirrorIn(referencesOf(schemas, messages, answer), verbsOf(schemas, messages, request));
}

/** Which of the candidates name a request that they answer. Each message is looked at once. */
export function createMirrors(
  schemas: SchemaCollector,
  messages: MessageRegistry,
  candidates: readonly MessageId[],
): (request: MessageId) => readonly MessageId[] {
  const mirrors = candidates.flatMap((id) => {
    const references = referencesOf(schemas, messages, id);
    return references.length === 0 ? [] : [{ id, references }];
  });
  return (request) => {
    const verbs = mirrors.length === 0 ? [] : verbsOf(schemas, messages, request);
    return mirrors.flatMap(({ id, references }) =>
      id !== request && mirrorIn(references, verbs) !== undefined ? [id] : [],
    );
  };
}

interface Listed {
  readonly name: string;
  readonly values: ReadonlySet<string>;
}

function mirrorIn(references: readonly Listed[], verbs: readonly Listed[]): Mirror | undefined {
  for (const { name: into, values: listed } of references) {
    const verb = verbs.find(
      ({ name, values }) =>
        (values.size === 1 || name === into) && [...values].every((value) => listed.has(value)),
    );
    if (verb !== undefined) return { into: formatPointer([into]), from: formatPointer([verb.name]) };
  }
  return undefined;
}

/** What a message says that it is. */
function verbsOf(schemas: SchemaCollector, messages: MessageRegistry, id: MessageId): readonly Listed[] {
  return listedIn(schemas, messages, id, (name) => VERBS.has(name));
}

/** What a message says that it answers. */
function referencesOf(schemas: SchemaCollector, messages: MessageRegistry, id: MessageId): readonly Listed[] {
  return listedIn(schemas, messages, id, (name) => REFERENCES.has(name)).filter(
    ({ values }) => values.size > 1,
  );
}

function listedIn(
  schemas: SchemaCollector,
  messages: MessageRegistry,
  id: MessageId,
  isMeant: (name: string) => boolean,
): readonly Listed[] {
  const { payload } = messages.get(id);
  if (payload === undefined) return [];
  return [...propertyNames(schemas, payload)].filter(isMeant).flatMap((name) => {
    const values = valuesOf(schemas, payload, name);
    return values === undefined ? [] : [{ name, values }];
  });
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
