import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import type { SchemaId } from '../contract/schema.ts';

/** Most schemas that one search visits: a document is data, and may be hostile. */
const VISITS = 5_000;

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
    { left: VISITS },
  );
}

function speaksOf(
  contract: Pick<Contract, 'schemas'>,
  schema: Json | undefined,
  path: readonly string[],
  followed: ReadonlySet<string>,
  budget: { left: number },
): boolean {
  const [token, ...rest] = path;
  budget.left -= 1;
  if (token === undefined || budget.left < 0) return true;
  if (!isJsonObject(schema)) return schema === true;
  const ref = schema.$ref;
  if (typeof ref === 'string') {
    if (followed.has(ref)) return false;
    const target = contract.schemas[parsePointer(ref)[1] ?? '']?.schema as Json | undefined;
    return speaksOf(contract, target, path, new Set([...followed, ref]), budget);
  }
  const branches = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => {
    const parts = schema[keyword];
    return Array.isArray(parts) ? (parts as readonly Json[]) : [];
  });
  if (branches.some((part) => speaksOf(contract, part, path, followed, budget))) return true;
  const { properties, items } = schema;
  if (isJsonObject(properties))
    return Object.hasOwn(properties, token) && speaksOf(contract, properties[token], rest, followed, budget);
  if (items !== undefined)
    return speaksOf(contract, Array.isArray(items) ? items[Number(token)] : items, rest, followed, budget);
  return (
    branches.length === 0 &&
    (schema.type === undefined || schema.type === 'object' || schema.type === 'array')
  );
}
