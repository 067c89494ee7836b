import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import { readPointer } from '../contract/json-pointer.ts';
import type { MessageId } from '../contract/message.ts';
import { parseJson } from '../contract/parse-json.ts';
import type { Party } from '../contract/party.ts';
import { messageOf } from '../contract/queries.ts';
import type { Constants, Scalar } from '../schema/constants.ts';
import type { Validators } from '../schema/validators.ts';
import { describePlaces } from './describe-places.ts';
import { buildIndex, candidates, type Indexed } from './message-index.ts';
import { createExplainer } from './nearest-message.ts';
import type { IncomingFrame, Recogniser, Recognition } from './recognition.ts';

const NO_CONSTANTS: Constants = new Map();

export interface RecogniserOptions {
  /** Also name up to so many further messages that a frame fits. Default 0: the first one is enough, and cheaper. */
  readonly also?: number;
}

/**
 * What `from` may send at `endpoint`. The messages are indexed by the constants that tell them apart, so that a
 * frame costs the same among 10 messages or 10,000.
 */
export function createRecogniser(
  contract: Contract,
  endpoint: Endpoint,
  from: Party,
  validators: Validators,
  { also: mostOthers = 0 }: RecogniserOptions = {},
): Recogniser {
  const messages = endpoint.messages[from].map((id) => messageOf(contract, id));
  const textMessages = messages.filter((message) => message.format === 'text');
  const binaryMessages = messages.filter((message) => message.format === 'binary');
  const jsonMessages = messages.filter((message) => message.format === 'json');
  const indexed: readonly Indexed[] = jsonMessages.map((message) => ({
    id: message.id,
    ...(message.payload === undefined
      ? { constants: NO_CONSTANTS }
      : describePlaces(contract, message.payload)),
  }));
  const index = buildIndex(indexed);
  const shared = sharedPlaces(indexed);
  let explain: ReturnType<typeof createExplainer> | undefined;
  const silent = `The contract knows no message that the ${from} sends here.`;

  function isValid(id: MessageId, payload: Json): boolean {
    const schema = messageOf(contract, id).payload;
    return schema === undefined || validators.valid(schema, payload);
  }

  /** The first message that the payload fits, and as many others as are asked for. */
  function fittingOnes(
    possible: readonly { readonly id: MessageId }[],
    payload: Json,
  ): Recognition | undefined {
    for (let i = 0; i < possible.length; i += 1) {
      const message = possible[i]?.id;
      if (message === undefined || !isValid(message, payload)) continue;
      const also = mostOthers === 0 ? [] : othersThatFit(possible.slice(i + 1), payload);
      return also.length === 0
        ? { kind: 'message', message, payload }
        : { kind: 'message', message, payload, also };
    }
    return undefined;
  }

  function othersThatFit(
    possible: readonly { readonly id: MessageId }[],
    payload: Json,
  ): readonly MessageId[] {
    const also: MessageId[] = [];
    for (const { id } of possible) {
      if (also.length === mostOthers) break;
      if (isValid(id, payload)) also.push(id);
    }
    return also;
  }

  function recogniseJson(payload: Json): Recognition {
    const possible = candidates(index, payload);
    const fitting = fittingOnes(possible, payload);
    if (fitting !== undefined) return fitting;
    const meant =
      possible.find(({ constants }) => isMeant(constants, payload, shared)) ?? onlyPossible(possible);
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
    explain ??= createExplainer(contract, indexed, from, validators);
    return { kind: 'unknown', payload, ...explain(payload) };
  }

  function recogniseText(text: string): Recognition {
    const parsed = jsonMessages.length > 0 || textMessages.length === 0 ? parseJson(text) : undefined;
    if (parsed !== undefined && 'value' in parsed) {
      const recognition = recogniseJson(parsed.value);
      if (recognition.kind !== 'unknown' || textMessages.length === 0) return recognition;
    }
    const fitting = fittingOnes(textMessages, text);
    if (fitting !== undefined) return fitting;
    const [first, ...others] = textMessages;
    if (first !== undefined)
      return others.length === 0
        ? broken(first.id, text)
        : { kind: 'unknown', payload: text, reason: `It fits no text that the ${from} may send.` };
    if (messages.length > 0 && jsonMessages.length === 0) {
      return { kind: 'malformed', reason: 'It is a text frame, where only binary ones are spoken.' };
    }
    return {
      kind: 'malformed',
      reason: `It is not JSON: ${parsed !== undefined && 'error' in parsed ? parsed.error : 'none is spoken here'}.`,
    };
  }

  function recogniseBinary(base64: string): Recognition {
    const [first, ...others] = binaryMessages;
    // Nothing is known of what is inside: it may be any of them.
    const also = others.slice(0, mostOthers).map(({ id }) => id);
    if (first !== undefined)
      return { kind: 'message', message: first.id, payload: base64, ...(also.length === 0 ? {} : { also }) };
    if (messages.length === 0) return { kind: 'unknown', payload: base64, reason: silent };
    return { kind: 'malformed', reason: 'It is a binary frame, where only text is spoken.' };
  }

  return {
    recognise: (frame: IncomingFrame): Recognition =>
      frame.kind === 'text' ? recogniseText(frame.text) : recogniseBinary(frame.base64),
  };
}

/** The places that tell messages apart: more than one of them speaks of it. */
function sharedPlaces(messages: readonly Indexed[]): ReadonlySet<string> {
  const once = new Set<string>();
  const shared = new Set<string>();
  for (const { constants } of messages)
    for (const pointer of constants.keys()) (once.has(pointer) ? shared : once).add(pointer);
  return shared;
}

/**
 * One constant is there, and none is contradicted. A choice that is this message's own business (the `side` of an
 * order) may be: where its `type` says what it is, another side makes it a bad order, and nothing else.
 */
function isMeant(constants: Constants, payload: Json, shared: ReadonlySet<string>): boolean {
  let agreed = false;
  let named = false;
  let contradicted = false;
  for (const [pointer, values] of constants) {
    const value = readPointer(payload, pointer);
    if (value === undefined) continue;
    const isChoice = values.size > 1;
    if (values.has(value as Scalar)) {
      agreed = true;
      if (!isChoice || shared.has(pointer)) named = true;
    } else if (!isChoice || shared.has(pointer)) return false;
    else contradicted = true;
  }
  return agreed && (named || !contradicted);
}
