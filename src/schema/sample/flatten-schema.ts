import { isJsonObject, type Json, type JsonObject } from '../../contract/json.ts';
import type { Making } from './making.ts';
import { mergeSchemas } from './merge-schemas.ts';

/** A schema without `$ref`, `allOf`, `oneOf`, `anyOf` and `if`, in one of the shapes that it can take. */
export interface Flattened {
  readonly flat: JsonObject;
  /** The references that were followed. */
  readonly followed: readonly string[];
  /** What is left of the place's rejections when the choice of a shape has had its share. */
  readonly left: number;
}

/** More parts than any schema that a person wrote has in one place. */
const MOST_PARTS = 500;

/** A rejection makes the next combination of branches; when all were had, `left` counts up. */
export function flattenSchema(schema: Json | undefined, pointer: string, making: Making): Flattened {
  const followed: string[] = [];
  const queue: Json[] = [schema ?? true];
  let left = making.choices.rejections(pointer);
  let flat: JsonObject = {};
  const choose = (branches: readonly Json[]): Json => {
    // `null` says least of all that a value may be: it comes when everything else was tried.
    const sorted = [...branches.filter((one) => !isNull(one)), ...branches.filter(isNull)];
    const full = sorted.filter((one) => !isNull(one)).length || 1;
    const turn = left === 0 && full > 1 ? making.choices.dice(`${pointer} ${queue.length}`) % full : left;
    const index = turn % sorted.length;
    left = Math.floor(left / sorted.length);
    return sorted[index] ?? true;
  };
  for (let i = 0; i < queue.length && i < MOST_PARTS; i += 1) {
    const part = queue[i];
    if (!isJsonObject(part)) continue;
    const { $ref, allOf, oneOf, anyOf, if: condition, then, else: otherwise, ...own } = part;
    if (typeof $ref === 'string' && followed.filter((one) => one === $ref).length < 2) {
      followed.push($ref);
      queue.push(making.resolve($ref) ?? true);
    }
    if (Array.isArray(allOf)) queue.push(...(allOf as readonly Json[]));
    for (const branches of [oneOf, anyOf])
      if (Array.isArray(branches) && branches.length > 0) queue.push(choose(branches as readonly Json[]));
    if (condition !== undefined)
      queue.push(choose([{ allOf: [condition, then ?? true] }, otherwise ?? true]));
    flat = mergeSchemas(closeTo(flat, own), closeTo(own, flat));
  }
  return { flat, followed, left };
}

/** Where `other` allows no properties but its own, `schema` without all others: the two are about the same object. */
function closeTo(schema: JsonObject, other: JsonObject): JsonObject {
  const { properties } = schema;
  const closed = other.additionalProperties === false && other.patternProperties === undefined;
  if (!closed || !isJsonObject(properties)) return schema;
  const allowed = isJsonObject(other.properties) ? other.properties : {};
  const kept = Object.entries(properties).filter(([name]) => Object.hasOwn(allowed, name));
  return { ...schema, properties: Object.fromEntries(kept) };
}

function isNull(schema: Json): boolean {
  return isJsonObject(schema) && (schema.type === 'null' || schema.const === null);
}
