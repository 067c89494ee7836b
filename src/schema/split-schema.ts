import type { JsonObject } from '../contract/json.ts';
import type { Schema, SchemaId } from '../contract/schema.ts';
import { mapSchema } from './map-schema.ts';
import { schemaKey } from './schema-key.ts';

/** A schema that is cut into parts, each of which another may refer to by its key. */
export interface SplitSchema {
  readonly whole: Schema;
  /** By key; those that others refer to come first. */
  readonly parts: ReadonlyMap<string, JsonObject>;
}

/** Keywords in a schema, below which it stays in one piece: most are as small, and are judged without a further call. */
const SMALL = 200;
/** Keywords that a part has at least. */
const PART = 40;

/**
 * Cuts a large schema into parts, the same one for all places where the same text stands. Documents that are generated from
 * code often repeat a large object wherever it is used: a validator of the whole takes ten times as long to make, and
 * cannot be made piece by piece.
 */
export function splitSchema(id: SchemaId, schema: Schema): SplitSchema {
  const parts = new Map<string, JsonObject>();
  if (typeof schema === 'boolean' || keywordsIn(schema, SMALL) < SMALL) return { whole: schema, parts };
  const sizes = new WeakMap<object, number>();
  const keys = new Map<string, string>();
  const whole = mapSchema(schema, (part, pointer) => {
    const size = sizeOf(part, sizes);
    sizes.set(part, size);
    if (size < PART || pointer === '') return part;
    const text = JSON.stringify(part);
    let key = keys.get(text);
    if (key === undefined) {
      key = schemaKey(id, pointer);
      keys.set(text, key);
      parts.set(key, part);
    }
    const reference = { $ref: key };
    sizes.set(reference, 1);
    return reference;
  });
  return { whole, parts };
}

/** Up to `most`. */
function keywordsIn(value: object, most: number): number {
  let count = 0;
  for (const child of Object.values(value)) {
    count += 1;
    if (count >= most) break;
    if (typeof child === 'object' && child !== null) count += keywordsIn(child, most - count);
  }
  return count;
}

/** Keywords in a schema; of the schemas in it that is known already. */
function sizeOf(value: object, known: WeakMap<object, number>): number {
  let size = 0;
  for (const child of Object.values(value)) {
    size += 1;
    if (typeof child === 'object' && child !== null) size += known.get(child) ?? sizeOf(child, known);
  }
  return size;
}
