import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { readPointer } from '../contract/json-pointer.ts';
import type { MessageId } from '../contract/message.ts';
import type { Party } from '../contract/party.ts';
import { messageOf } from '../contract/queries.ts';
import { nearest as nearestWord } from '../errors/suggest.ts';
import type { Scalar } from '../schema/constants.ts';
import { propertyNames } from '../schema/property-names.ts';
import type { SchemaError, Validators } from '../schema/validators.ts';
import type { Indexed } from './message-index.ts';

/** What a payload that fits no message was probably meant to be. */
export interface Unrecognised {
  /** Absent: it is like none of them. */
  readonly nearest?: MessageId;
  /** In one sentence: the nearest message and what keeps the payload from being it, or what none of them has. */
  readonly reason: string;
}

/** Messages that are compared; a payload that fits none of thousands need not wait for all of them. */
const MOST_COMPARED = 1_000;
/** Messages whose schemas are really tried. */
const MOST_TRIED = 3;
/** Values that are named where none of them is there. */
const MOST_NAMED = 4;

/** Explains a payload that fits no message. Slow (a comparison with each message), and so only asked where none fits. */
export function createExplainer(
  contract: Contract,
  messages: readonly Indexed[],
  from: Party,
  validators: Validators,
): (payload: Json) => Unrecognised {
  const compared = messages.slice(0, MOST_COMPARED);
  const names = new Map<MessageId, ReadonlySet<string>>();
  const nothing = `It fits no message that the ${from} may send`;

  function namesOf(id: MessageId): ReadonlySet<string> {
    const { payload } = messageOf(contract, id);
    const known = names.get(id) ?? (payload === undefined ? new Set() : propertyNames(contract, payload));
    names.set(id, known);
    return known;
  }

  /** Constants count most, one with a slip in it half; then how many of the other keys are the same. */
  function likeness(message: Indexed, payload: Json): number {
    let score = 0;
    for (const [pointer, values] of message.constants) {
      const value = readPointer(payload, pointer);
      if (value === undefined) continue;
      if (values.has(value as Scalar)) score += 4;
      else score += isSlipOf(value, values) ? 2 : -1;
    }
    if (!isJsonObject(payload)) return score;
    const own = [...namesOf(message.id)].filter((name) => !message.constants.has(`/${name}`));
    const keys = Object.keys(payload).filter((key) => !message.constants.has(`/${key}`));
    const shared = keys.filter((key) => own.includes(key)).length;
    return shared === 0 ? score : score + (2 * shared) / (own.length + keys.length - shared);
  }

  function errorsOf({ id }: Indexed, payload: Json): readonly SchemaError[] {
    const schema = messageOf(contract, id).payload;
    return schema === undefined ? [] : validators.errors(schema, payload);
  }

  function nearest(payload: Json): { message: Indexed; errors: readonly SchemaError[] } | undefined {
    const [only] = messages;
    if (only !== undefined && messages.length === 1)
      return { message: only, errors: errorsOf(only, payload) };
    const like = compared
      .map((message) => ({ message, score: likeness(message, payload) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
    const best = like[0]?.score ?? 0;
    return like
      .filter(({ score }) => score >= best - 0.5)
      .slice(0, MOST_TRIED)
      .map(({ message }) => ({ message, errors: errorsOf(message, payload) }))
      .sort((a, b) => a.errors.length - b.errors.length)[0];
  }

  /** The place by which most messages are told apart, and the values that it may have. */
  function discriminator(): { readonly pointer: string; readonly values: readonly Scalar[] } | undefined {
    const speakers = new Map<string, number>();
    for (const { constants } of compared)
      for (const pointer of constants.keys()) speakers.set(pointer, (speakers.get(pointer) ?? 0) + 1);
    const [first] = [...speakers].sort(([a, n], [b, m]) => m - n || a.length - b.length);
    if (first === undefined || first[1] * 2 < compared.length) return undefined;
    const [pointer] = first;
    return {
      pointer,
      values: [...new Set(compared.flatMap(({ constants }) => [...(constants.get(pointer) ?? [])]))],
    };
  }

  function likeNone(payload: Json): string {
    const place = discriminator();
    if (place === undefined || !isJsonObject(payload)) return `${nothing}.`;
    const { pointer, values } = place;
    const shown = values.slice(0, MOST_NAMED).map((value) => JSON.stringify(value));
    const more = values.length > shown.length ? ` and ${values.length - shown.length} more` : '';
    const known = `${shown.join(', ')}${more}`;
    const value = readPointer(payload, pointer);
    return value === undefined
      ? `${nothing}: it has no ${pointer}, which would be one of ${known}.`
      : `${nothing}: ${pointer} is ${short(value)}, and none of ${known}.`;
  }

  return (payload) => {
    const near = nearest(payload);
    if (near === undefined) return { reason: likeNone(payload) };
    const { message, errors } = near;
    const error = errors.find(({ pointer }) => message.constants.has(pointer)) ?? errors[0];
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    const what = error === undefined ? '' : `: ${error.message}${more}`;
    return { nearest: message.id, reason: `${nothing}; nearest is "${message.id}"${what}.` };
  };
}

function isSlipOf(value: Json, values: ReadonlySet<Scalar>): boolean {
  if (typeof value !== 'string') return false;
  const words = [...values].filter((known) => typeof known === 'string');
  return nearestWord(value, words) !== undefined;
}

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
