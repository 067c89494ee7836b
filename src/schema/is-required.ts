import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import type { SchemaId } from '../contract/schema.ts';
import { askSchema, askTarget, type Search } from './ask-schema.ts';

/**
 * Has every object that satisfies the schema something at `pointer`? Follows `$ref`, `allOf`, what all branches of a
 * `oneOf` or `anyOf` agree on, and `minItems`.
 */
export function isRequired(contract: Pick<Contract, 'schemas'>, id: SchemaId, pointer: string): boolean {
  return askSchema(contract, id, pointer, demands);
}

function demands(schema: Json | undefined, path: readonly string[], search: Search): boolean {
  const { followed, budget } = search;
  const [token, ...rest] = path;
  budget.left -= 1;
  if (token === undefined) return true;
  if (!isJsonObject(schema) || budget.left < 0) return false;
  const below = (next: Json | undefined, way: readonly string[]): boolean => demands(next, way, search);
  const { $ref, required, properties, minItems, items, prefixItems, allOf } = schema;
  if (typeof $ref === 'string' && !followed.has($ref) && askTarget($ref, path, search, demands)) return true;
  if (Array.isArray(required) && required.includes(token)) {
    const member =
      isJsonObject(properties) && Object.hasOwn(properties, token) ? properties[token] : undefined;
    if (rest.length === 0 || below(member, rest)) return true;
  }
  const tuple = Array.isArray(prefixItems) ? prefixItems : items;
  if (typeof minItems === 'number' && Number(token) < minItems && Array.isArray(tuple))
    return rest.length === 0 || below(tuple[Number(token)] as Json | undefined, rest);
  if (Array.isArray(allOf) && (allOf as readonly Json[]).some((part) => below(part, path))) return true;
  return ['oneOf', 'anyOf'].some((keyword) => {
    const branches = schema[keyword];
    return (
      Array.isArray(branches) &&
      branches.length > 0 &&
      (branches as readonly Json[]).every((branch) => below(branch, path))
    );
  });
}
