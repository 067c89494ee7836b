import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import type { SchemaId } from '../contract/schema.ts';

/** Most schemas that are looked at: a document is data, and may be hostile. */
const VISITS = 500;

/** Names that the root object of a payload may have, through `$ref`, `allOf`, `oneOf` and `anyOf`. */
export function propertyNames(contract: Pick<Contract, 'schemas'>, id: SchemaId): ReadonlySet<string> {
  const names = new Set<string>();
  const queue: (Json | undefined)[] = [contract.schemas[id]?.schema];
  const followed = new Set<string>();
  for (let visits = 0; queue.length > 0 && visits < VISITS; visits += 1) {
    const schema = queue.shift();
    if (!isJsonObject(schema)) continue;
    if (typeof schema.$ref === 'string' && !followed.has(schema.$ref)) {
      followed.add(schema.$ref);
      queue.push(contract.schemas[parsePointer(schema.$ref)[1] ?? '']?.schema);
    }
    if (isJsonObject(schema.properties)) for (const name of Object.keys(schema.properties)) names.add(name);
    for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
      const parts = schema[keyword];
      if (Array.isArray(parts)) queue.push(...parts);
    }
  }
  return names;
}
