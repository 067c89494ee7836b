import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import { readPointer } from '../contract/json-pointer.ts';
import type { Message, MessageId } from '../contract/message.ts';
import type { Party } from '../contract/party.ts';
import { messageOf } from '../contract/queries.ts';
import { type Constants, constantsOf, type Scalar } from '../schema/constants.ts';
import type { Validators } from '../schema/validators.ts';
import { buildIndex, candidates, type Indexed } from './message-index.ts';
import type { IncomingFrame, Recogniser, Recognition } from './recognition.ts';

const NO_CONSTANTS: Constants = new Map();

/**
 * What `from` may send at `endpoint`. The messages are indexed by the constants that tell them apart, so that a
 * frame costs the same among 10 messages or 10,000.
 */
export function createRecogniser(
  contract: Contract,
  endpoint: Endpoint,
  from: Party,
  validators: Validators,
): Recogniser {
  const messages = endpoint.messages[from].map((id) => messageOf(contract, id));
  const textMessages = messages.filter((message) => message.format === 'text');
  const binaryMessages = messages.filter((message) => message.format === 'binary');
  const jsonMessages = messages.filter((message) => message.format === 'json');
  const indexed: readonly Indexed[] = jsonMessages.map((message) => ({
    id: message.id,
    constants: message.payload === undefined ? NO_CONSTANTS : constantsOf(contract, message.payload),
  }));
  const index = buildIndex(indexed);
  const silent = `The contract knows no message that the ${from} sends here.`;

  function isValid(message: Message, payload: Json): boolean {
    return message.payload === undefined || validators.valid(message.payload, payload);
  }

  function recogniseJson(payload: Json): Recognition {
    const possible = candidates(index, payload);
    for (const { id } of possible) {
      if (isValid(messageOf(contract, id), payload)) return { kind: 'message', message: id, payload };
    }
    const meant = possible.find(({ constants }) => isMeant(constants, payload)) ?? onlyPossible(possible);
    if (meant !== undefined) return broken(meant.id, payload);
    return unknown(payload);
  }

  /** The only message there is, when nothing in the payload says that it is another one. */
  function onlyPossible(possible: readonly Indexed[]): Indexed | undefined {
    const [only] = possible;
    return possible.length === 1 && messages.length === 1 && only !== undefined && only.constants.size === 0
      ? only
      : undefined;
  }

  function broken(id: MessageId, payload: Json): Recognition {
    const schema = messageOf(contract, id).payload;
    const errors = schema === undefined ? [] : validators.errors(schema, payload);
    return { kind: 'broken', message: id, payload, errors };
  }

  function unknown(payload: Json): Recognition {
    if (messages.length === 0) return { kind: 'unknown', payload, reason: silent };
    const near = nearest(indexed, payload);
    if (near === undefined)
      return { kind: 'unknown', payload, reason: `It fits no message that the ${from} may send.` };
    const schema = messageOf(contract, near.id).payload;
    const error = schema === undefined ? undefined : validators.errors(schema, payload)[0];
    return {
      kind: 'unknown',
      payload,
      nearest: near.id,
      reason: `It fits no message that the ${from} may send; nearest is "${near.id}"${error === undefined ? '' : `: ${error.message}`}.`,
    };
  }

  function recogniseText(text: string): Recognition {
    const parsed = jsonMessages.length > 0 || textMessages.length === 0 ? parseJson(text) : undefined;
    if (parsed !== undefined && 'value' in parsed) {
      const recognition = recogniseJson(parsed.value);
      if (recognition.kind !== 'unknown' || textMessages.length === 0) return recognition;
    }
    for (const message of textMessages) {
      if (isValid(message, text)) return { kind: 'message', message: message.id, payload: text };
    }
    const [first] = textMessages;
    if (first !== undefined) return broken(first.id, text);
    if (messages.length > 0 && jsonMessages.length === 0) {
      return { kind: 'malformed', reason: 'It is a text frame, where only binary ones are spoken.' };
    }
    return {
      kind: 'malformed',
      reason: `It is not JSON: ${parsed !== undefined && 'error' in parsed ? parsed.error : 'none is spoken here'}.`,
    };
  }

  function recogniseBinary(base64: string): Recognition {
    const [only] = binaryMessages;
    if (only !== undefined) return { kind: 'message', message: only.id, payload: base64 };
    if (messages.length === 0) return { kind: 'unknown', payload: base64, reason: silent };
    return { kind: 'malformed', reason: 'It is a binary frame, where only text is spoken.' };
  }

  return {
    recognise: (frame: IncomingFrame): Recognition =>
      frame.kind === 'text' ? recogniseText(frame.text) : recogniseBinary(frame.base64),
  };
}

/** One constant is there, and none is contradicted. */
function isMeant(constants: Constants, payload: Json): boolean {
  let agreed = false;
  for (const [pointer, values] of constants) {
    const value = readPointer(payload, pointer);
    if (value === undefined) continue;
    if (!values.has(value as Scalar)) return false;
    agreed = true;
  }
  return agreed;
}

/** The message with whose constants the payload agrees in most places. Looked for only when nothing fits. */
function nearest(messages: readonly Indexed[], payload: Json): Indexed | undefined {
  let best: { message: Indexed; score: number } | undefined;
  for (const message of messages.slice(0, 1_000)) {
    let score = 0;
    for (const [pointer, values] of message.constants) {
      const value = readPointer(payload, pointer);
      score += value === undefined ? 0 : values.has(value as Scalar) ? 2 : -1;
    }
    if (best === undefined || score > best.score) best = { message, score };
  }
  return messages.length === 1 || (best !== undefined && best.score > 0) ? best?.message : undefined;
}

function parseJson(text: string): { readonly value: Json } | { readonly error: string } {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
