import type { Json } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import type { MessageExample, MessageId } from '../contract/message.ts';
import { nameWords } from '../contract/name-words.ts';
import type { Recognition } from '../rules/recognition.ts';
import type { SchemaError } from '../schema/validators.ts';

/** Why a frame is not taken. */
export interface Wrong {
  readonly kind: 'malformed' | 'unknown' | 'broken' | 'refused' | 'forbidden';
  /** Absent: it could not be read. */
  readonly payload?: Json;
  /** What it was meant to be, where that is known. */
  readonly message?: MessageId;
  /** What is wrong with it, of a `broken` one, or with what `when` demands, of a `refused` one. */
  readonly errors?: readonly SchemaError[];
}

export function wrongOf(recognition: Exclude<Recognition, { kind: 'message' }>): Wrong {
  switch (recognition.kind) {
    case 'malformed':
      return { kind: 'malformed' };
    case 'broken': {
      const { message, payload, errors } = recognition;
      return { kind: 'broken', message, payload, errors };
    }
    case 'unknown': {
      const { payload, nearest } = recognition;
      return { kind: 'unknown', payload, ...(nearest === undefined ? {} : { message: nearest }) };
    }
  }
}

/** The words by which errors are commonly called, with the codes of JSON-RPC 2.0 §5.1. */
const WORDS: Readonly<Record<Wrong['kind'], readonly string[]>> = {
  malformed: [
    ...[
      'json',
      'malformed',
      'parse',
      'parsing',
      'syntax',
      'syntactically',
      'decode',
      'decoding',
      'unparsable',
    ],
    ...['unreadable', 'encoding', 'binary', 'formation', 'formatted', '32700', '1007', '1003'],
  ],
  unknown: [
    ...[
      'unknown',
      'unsupported',
      'unrecognised',
      'unrecognized',
      'unimplemented',
      'implemented',
      'supported',
    ],
    ...['known', 'found', 'type', 'command', 'action', 'method', 'event', 'operation', '32601', '404', '501'],
  ],
  broken: [
    ...['schema', 'validation', 'invalid', 'field', 'property', 'parameter', 'params', 'argument', 'value'],
    ...['constraint', 'required', 'missing', 'incomplete', '32602', '400', '422'],
  ],
  refused: [
    ...['unknown', 'found', 'exist', 'exists', 'invalid', 'value', 'unavailable', 'unsupported', 'supported'],
    ...['such', '32602', '404', '400', '422'],
  ],
  forbidden: [
    ...['forbidden', 'permission', 'permissions', 'denied', 'allowed', 'authorized', 'authorised', 'role'],
    ...[
      'unauthorized',
      'unauthorised',
      'privilege',
      'privileges',
      'access',
      'security',
      '403',
      '401',
      '4403',
    ],
  ],
};

/** What a broken keyword of a schema is called in words. */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  required: ['required', 'missing', 'incomplete', 'occurence', 'occurrence'],
  additionalProperties: ['additional', 'unexpected', 'unknown', 'extra'],
  type: ['type', 'number', 'string', 'integer', 'boolean', 'object', 'array'],
  enum: ['one', 'allowed', 'unknown', 'unsupported'],
  const: ['one', 'allowed', 'unknown', 'unsupported'],
  pattern: ['pattern', 'format', 'match'],
  format: ['format', 'match'],
  minimum: ['least', 'minimum', 'small', 'range', 'positive', 'negative'],
  maximum: ['most', 'maximum', 'large', 'range'],
  minLength: ['short', 'empty', 'length', 'least'],
  maxLength: ['long', 'length', 'large'],
  minItems: ['empty', 'least', 'few'],
  maxItems: ['many', 'most'],
};

/** How much a word tells: that it names the very place, that it says what is wrong there, or only the kind of mistake. */
const PLACE = 4;
const KEYWORD = 2;
const KIND = 1;

/**
 * The example of an error that says best what was wrong: the one whose name, summary and texts have most of the words
 * for it. Of several that are as good, the first.
 */
export function exampleFor(examples: readonly MessageExample[], wrong: Wrong): MessageExample | undefined {
  const telling = tellingWords(wrong);
  let best: { readonly example: MessageExample; readonly score: number } | undefined;
  for (const example of examples) {
    let score = 0;
    for (const word of wordsOf(example)) score += telling.get(word) ?? 0;
    if (best === undefined || score > best.score) best = { example, score };
  }
  return best?.example;
}

function tellingWords({ kind, errors = [] }: Wrong): ReadonlyMap<string, number> {
  const telling = new Map(WORDS[kind].map((word) => [word, KIND]));
  for (const { keyword } of errors) for (const word of KEYWORDS[keyword] ?? []) telling.set(word, KEYWORD);
  for (const { pointer, keyword, message } of errors) {
    // A missing property is named in the message only: `/data must have required property 'symbol'`.
    const named = keyword === 'required' ? (/'([^']+)'/.exec(message)?.[1] ?? '') : '';
    for (const token of [...parsePointer(pointer), named])
      for (const word of nameWords(token)) if (!/^\d+$/.test(word)) telling.set(word, PLACE);
  }
  return telling;
}

const known = new WeakMap<MessageExample, ReadonlySet<string>>();

/** A client that sends nothing but mistakes must not make the mock slow: an example is read once. */
function wordsOf(example: MessageExample): ReadonlySet<string> {
  let words = known.get(example);
  if (words === undefined) {
    words = new Set([
      ...nameWords(example.name ?? ''),
      ...nameWords(example.summary ?? ''),
      ...wordsIn(example.payload),
    ]);
    known.set(example, words);
  }
  return words;
}

function wordsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return value.includes('{{') ? [] : nameWords(value);
  if (typeof value === 'number') return nameWords(String(value));
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((item: Json) => wordsIn(item));
}
