import type { MessageId } from '../contract/message.ts';
import { nameWords } from '../contract/name-words.ts';
import { placeOf } from './document/document-node.ts';
import { commonIdPlace } from './id-places.ts';
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
export const DISCRIMINATORS: readonly string[] = [
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
  const general = createGeneralAnswers(schemas, messages, candidates);
  return (request) => {
    const said = answerSaid(messages, request, candidates);
    if (said.length > 0) return said;
    const found = new Set<MessageId>();
    for (const words of namesOf(schemas, messages, request)) {
      for (const answer of answersTo(words)) {
        for (const id of byName.get(answer) ?? []) if (id !== request) found.add(id);
      }
    }
    if (found.size === 0) {
      const mirrored = mirrors(request);
      return mirrored.length > 0 ? mirrored : general(request);
    }
    return found.size < 2 ? [...found] : candidates.filter((id) => found.has(id));
  };
}

/**
 * `x-response` on a request: a habit of AsyncAPI 2 documents, which have no word for a reply. It names the answer, and
 * promises nothing about when it comes, so that it counts as inferred.
 */
function answerSaid(
  messages: MessageRegistry,
  request: MessageId,
  candidates: readonly MessageId[],
): readonly MessageId[] {
  const { responses } = messages.declaration(request);
  if (responses === undefined) return [];
  const places = new Set(responses.map(placeOf));
  return candidates.filter((id) => id !== request && places.has(placeOf(messages.declaration(id).node)));
}

/** `result`, `response`, `commandAck`: an answer to whatever was asked, by its name. */
const ANY_REQUEST: ReadonlySet<string> = new Set([
  ...['operation', 'command', 'request', 'action', 'general', 'generic', 'rpc', 'api', 'ws'],
]);

/** One answer for all requests, told from each other by an id that both carry. */
function createGeneralAnswers(
  schemas: SchemaCollector,
  messages: MessageRegistry,
  candidates: readonly MessageId[],
): (request: MessageId) => readonly MessageId[] {
  const answers = candidates.filter((id) =>
    namesOf(schemas, messages, id).some(
      (words) =>
        REPLY_ENDINGS.includes(words.at(-1) ?? '') &&
        words.slice(0, -1).every((word) => ANY_REQUEST.has(word)),
    ),
  );
  return (request) =>
    answers.filter((id) => id !== request && commonIdPlace(schemas, messages, [request, id]) !== undefined);
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
  // session.update → session.updated, message:edit → message:edited.
  if (object.length > 0) {
    for (const done of pastForms(asked.at(-1) ?? '')) answers.push([...asked.slice(0, -1), done]);
  }
  // subscribe, unsubscribe → subscriptionStatus.
  if (object.length === 0 && /^(un)?subscribe$/.test(verb)) answers.push(['subscription', 'status']);
  return answers.map((words) => words.join(' '));
}
