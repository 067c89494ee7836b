import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import type { SchemaId } from '../contract/schema.ts';
import { askSchema, askTarget, type Search } from './ask-schema.ts';

/**
 * Does the schema speak of a place at `pointer`? A schema that says nothing of its properties has every place.
 * Follows `$ref`, `allOf`, `oneOf`, `anyOf`, `properties` and array items.
 */
export function hasPlace(contract: Pick<Contract, 'schemas'>, id: SchemaId, pointer: string): boolean {
  return askSchema(contract, id, pointer, speaksOf);
}

function speaksOf(schema: Json | undefined, path: readonly string[], search: Search): boolean {
  const { followed, budget } = search;
  const [token, ...rest] = path;
  budget.left -= 1;
  if (token === undefined || budget.left < 0) return true;
  if (!isJsonObject(schema)) return schema === true;
  const ref = schema.$ref;
  if (typeof ref === 'string') {
    return !followed.has(ref) && askTarget(ref, path, search, speaksOf);
  }
  const branches = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => {
    const parts = schema[keyword];
    return Array.isArray(parts) ? (parts as readonly Json[]) : [];
  });
  if (branches.some((part) => speaksOf(part, path, search))) return true;
  const { properties, items } = schema;
  if (isJsonObject(properties))
    return Object.hasOwn(properties, token) && speaksOf(properties[token], rest, search);
  if (items !== undefined) return speaksOf(Array.isArray(items) ? items[Number(token)] : items, rest, search);
  return (
    branches.length === 0 &&
    (schema.type === undefined || schema.type === 'object' || schema.type === 'array')
  );
}
