import { isJsonObject, type Json } from '../../contract/json.ts';
import { formatPointer, writePointer } from '../../contract/json-pointer.ts';
import type { SchemaId } from '../../contract/schema.ts';
import type { Validators } from '../validators.ts';

/** Most smaller payloads of one. */
const MOST = 40;
/** Texts that are not longer are not made shorter. */
const SHORT = 8;

/**
 * Payloads that are smaller in one way each, the smallest first, and break the same rules of the schema as this one (a
 * valid one stays valid): without a property or an item, or with a text cut in half.
 */
export function shrinkPayload(
  validators: Validators,
  schema: SchemaId | undefined,
  payload: Json,
): readonly Json[] {
  const rules = brokenRules(validators, schema, payload);
  const found: Json[] = [];
  for (const pointer of placesOf(payload, '')) {
    const smaller = writePointer(payload, pointer.at, pointer.instead);
    if (brokenRules(validators, schema, smaller) === rules) found.push(smaller);
    if (found.length === MOST) break;
  }
  return found
    .map((smaller) => ({ smaller, size: JSON.stringify(smaller).length }))
    .sort((a, b) => a.size - b.size)
    .map(({ smaller }) => smaller);
}

function brokenRules(validators: Validators, schema: SchemaId | undefined, payload: Json): string {
  if (schema === undefined) return '';
  return validators
    .errors(schema, payload)
    .map(({ pointer, keyword, message }) => `${pointer} ${keyword} ${keyword === 'required' ? message : ''}`)
    .sort()
    .join('\n');
}

interface Place {
  readonly at: string;
  readonly instead: Json | undefined;
}

function placesOf(value: Json | undefined, pointer: string): readonly Place[] {
  if (typeof value === 'string' && value.length > SHORT)
    return [{ at: pointer, instead: value.slice(0, Math.floor(value.length / 2)) }];
  const members: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? [...(value as readonly Json[]).entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  return members.flatMap(([token, member]) => {
    const at = pointer + formatPointer([token]);
    return [{ at, instead: undefined }, ...placesOf(member, at)];
  });
}
