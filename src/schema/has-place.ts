import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import type { SchemaId } from '../contract/schema.ts';

/**
 * Does the schema speak of a place at `pointer`? A schema that says nothing of its properties has every place.
 * Follows `$ref`, `allOf`, `oneOf`, `anyOf`, `properties` and array items.
 */
export function hasPlace(contract: Pick<Contract, 'schemas'>, id: SchemaId, pointer: string): boolean {
  return speaksOf(
    contract,
    contract.schemas[id]?.schema as Json | undefined,
    parsePointer(pointer),
    new Set(),
  );
}

function speaksOf(
  contract: Pick<Contract, 'schemas'>,
  schema: Json | undefined,
  path: readonly string[],
  followed: ReadonlySet<string>,
): boolean {
  const [token, ...rest] = path;
  if (token === undefined) return true;
  if (!isJsonObject(schema)) return schema === true;
  const ref = schema.$ref;
  if (typeof ref === 'string') {
    if (followed.has(ref)) return false;
    const target = contract.schemas[parsePointer(ref)[1] ?? '']?.schema as Json | undefined;
    return speaksOf(contract, target, path, new Set([...followed, ref]));
  }
  const branches = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => {
    const parts = schema[keyword];
    return Array.isArray(parts) ? (parts as readonly Json[]) : [];
  });
  if (branches.some((part) => speaksOf(contract, part, path, followed))) return true;
  const { properties, items } = schema;
  if (isJsonObject(properties))
    return Object.hasOwn(properties, token) && speaksOf(contract, properties[token], rest, followed);
  if (items !== undefined)
    return speaksOf(contract, Array.isArray(items) ? items[Number(token)] : items, rest, followed);
  return (
    branches.length === 0 &&
    (schema.type === undefined || schema.type === 'object' || schema.type === 'array')
  );
}
