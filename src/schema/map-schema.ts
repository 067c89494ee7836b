import type { Json, JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import { formatPointer } from '../contract/json-pointer.ts';
import type { Schema } from '../contract/schema.ts';

/** Keywords whose value is a map of schemas. */
export const SCHEMA_MAPS: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependencies',
]);
/** Keywords whose value is a list of schemas. */
export const SCHEMA_LISTS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items']);
/** Keywords whose value is a schema. */
export const SINGLE_SCHEMAS: ReadonlySet<string> = new Set([
  'items',
  'additionalItems',
  'additionalProperties',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

/**
 * A copy of a schema with `change` applied to every schema in it, the innermost first; `$ref`s are not followed.
 * `pointer` is the JSON Pointer of the one that is changed; `''`, the schema itself.
 */
export function mapSchema(
  schema: Schema,
  change: (schema: JsonObject, pointer: string) => JsonObject,
  pointer = '',
): Schema {
  if (typeof schema === 'boolean') return schema;
  const inner = (value: Json, ...way: readonly (string | number)[]): Json =>
    isJsonObject(value) ? mapSchema(value, change, `${pointer}${formatPointer(way)}`) : value;
  const copy = Object.entries(schema).map(([key, value]): [string, Json] => {
    if (SCHEMA_MAPS.has(key) && isJsonObject(value)) {
      return [
        key,
        Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inner(part, key, name)])),
      ];
    }
    if (SCHEMA_LISTS.has(key) && Array.isArray(value))
      return [key, value.map((part, index) => inner(part, key, index))];
    return [key, SINGLE_SCHEMAS.has(key) ? inner(value, key) : value];
  });
  return change(Object.fromEntries(copy), pointer);
}
