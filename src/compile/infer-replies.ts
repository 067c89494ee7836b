import type { MessageId } from '../contract/message.ts';
import { nameWords } from '../contract/name-words.ts';
import type { MessageRegistry } from './messages.ts';
import { createMirrors } from './mirrors.ts';
import { pastForms } from './past-forms.ts';
import { constantOf } from './schema-properties.ts';
import type { SchemaCollector } from './schemas.ts';

/** Finds the messages that answer a request: by their names, else because they name what they answer. */
export type ReplyFinder = (request: MessageId) => readonly MessageId[];

const REQUEST_ENDINGS: ReadonlySet<string> = new Set(['request', 'req', 'command', 'cmd', 'query']);
const REPLY_ENDINGS: readonly string[] = [
  ...['response', 'resp', 'result', 'reply', 'ack', 'acknowledgement', 'acknowledged', 'ok', 'success'],
  ...['confirmation', 'confirmed', 'succeeded', 'done', 'completed'],
];
const NOISE: ReadonlySet<string> = new Set([
  ...['message', 'msg', 'event', 'payload', 'client', 'server', 'data'],
]);
/** The properties by which frames are commonly told apart. */
const DISCRIMINATORS = [
  ...['type', 'event', 'action', 'op', 'method', 'kind', 'name', 'message_type', 'messageType'],
];

/** `candidates` are what the server may send at the endpoint, in the order of the document. */
export function createReplyFinder(
  schemas: SchemaCollector,
  messages: MessageRegistry,
  candidates: readonly MessageId[],
): ReplyFinder {
  const byName = new Map<string, Set<MessageId>>();
  for (const id of candidates) {
    for (const words of namesOf(schemas, messages, id)) {
      const name = words.join(' ');
      const known = byName.get(name);
      if (known === undefined) byName.set(name, new Set([id]));
      else known.add(id);
    }
  }
  const mirrors = createMirrors(schemas, messages, candidates);
  return (request) => {
    const found = new Set<MessageId>();
    for (const words of namesOf(schemas, messages, request)) {
      for (const answer of answersTo(words)) {
        for (const id of byName.get(answer) ?? []) if (id !== request) found.add(id);
      }
    }
    if (found.size === 0) return mirrors(request);
    return found.size < 2 ? [...found] : candidates.filter((id) => found.has(id));
  };
}

/** A message is known by its key, its name, and the constant that its frames carry. */
function namesOf(
  schemas: SchemaCollector,
  messages: MessageRegistry,
  id: MessageId,
): readonly (readonly string[])[] {
  const { name, payload } = messages.get(id);
  const { key } = messages.declaration(id);
  const constants =
    payload === undefined ? [] : DISCRIMINATORS.map((property) => constantOf(schemas, payload, property));
  return [key, name, ...constants].flatMap((text) => {
    const words = text === undefined ? [] : nameWords(text).filter((word) => !NOISE.has(word));
    return words.length === 0 ? [] : [words];
  });
}

/** What an answer to a request of that name could be called. */
function answersTo(request: readonly string[]): readonly string[] {
  const isRequest = REQUEST_ENDINGS.has(request.at(-1) ?? '') && request.length > 1;
  const asked = isRequest ? request.slice(0, -1) : request;
  const [verb = '', ...object] = asked;
  const answers = REPLY_ENDINGS.map((ending) => [...asked, ending]);
  // ping → pong, authPing → authPong.
  if (asked.includes('ping')) answers.push(asked.map((word) => (word === 'ping' ? 'pong' : word)));
  // subscribe → subscribed, joinRoom → roomJoined or joinedRoom.
  for (const done of pastForms(verb)) answers.push([...object, done], [done, ...object]);
  // subscribe, unsubscribe → subscriptionStatus.
  if (object.length === 0 && /^(un)?subscribe$/.test(verb)) answers.push(['subscription', 'status']);
  return answers.map((words) => words.join(' '));
}
