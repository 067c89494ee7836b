import type { Contract } from '../../contract/contract.ts';
import { isJsonObject, type Json } from '../../contract/json.ts';
import { formatPointer, readPointer, writePointer } from '../../contract/json-pointer.ts';
import type { MessageId } from '../../contract/message.ts';
import { messageOf } from '../../contract/queries.ts';
import { constantsOf } from '../../schema/constants.ts';
import type { Validators } from '../../schema/validators.ts';

/** One way to make a valid value an invalid one. */
export interface Mutation {
  /** What may stand there instead, the likeliest first; `undefined` leaves it out. */
  instead(value: Json): readonly (Json | undefined)[];
  /** The schema keywords one of which it must break. Absent: any. */
  readonly keywords?: readonly string[];
}

/** Most places of a payload that are tried: a payload may be large, and each is validated. */
const MOST_PLACES = 400;

/**
 * The payload changed in one place so that it breaks its schema in that way; `undefined` where it cannot be. What
 * tells messages apart is changed last: then it would be another message, or none.
 */
export function mutate(
  contract: Contract,
  validators: Validators,
  message: MessageId,
  payload: Json,
  { instead, keywords }: Mutation,
): Json | undefined {
  const schema = messageOf(contract, message).payload;
  if (schema === undefined) return undefined;
  const constants = constantsOf(contract, schema);
  const places = placesOf(payload).sort((a, b) => Number(constants.has(a)) - Number(constants.has(b)));
  for (const pointer of places) {
    const value = readPointer(payload, pointer);
    if (value === undefined) continue;
    for (const other of instead(value)) {
      if (pointer === '' && other === undefined) continue;
      const changed = writePointer(payload, pointer, other);
      if (validators.valid(schema, changed)) continue;
      if (keywords === undefined) return changed;
      const errors = validators.errors(schema, changed);
      if (errors.some(({ keyword }) => keywords.includes(keyword))) return changed;
    }
  }
  return undefined;
}

/** JSON Pointers to everything in it, the outer places first, the payload itself last. */
export function placesOf(payload: Json): string[] {
  const places: string[] = [];
  let level: { value: Json; pointer: string }[] = [{ value: payload, pointer: '' }];
  while (level.length > 0 && places.length < MOST_PLACES) {
    const below: typeof level = [];
    for (const { value, pointer } of level) {
      for (const [key, inner] of entriesOf(value)) {
        const place = `${pointer}${formatPointer([key])}`;
        places.push(place);
        below.push({ value: inner, pointer: place });
      }
    }
    level = below;
  }
  return [...places.slice(0, MOST_PLACES), ''];
}

function entriesOf(value: Json): readonly (readonly [string, Json])[] {
  if (Array.isArray(value)) return value.map((item, index) => [String(index), item] as const);
  return isJsonObject(value) ? Object.entries(value) : [];
}
