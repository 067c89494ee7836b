import { isJsonObject, type Json } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import type { Schema, SchemaId } from '../contract/schema.ts';
import type { SchemaCollector } from './schemas.ts';

/** The schemas that `schema` is made of: itself, its `$ref`, its `allOf`, `anyOf` and `oneOf`, all the way down. */
export function partsOf(schemas: SchemaCollector, start: Schema): readonly Schema[] {
  const parts: Schema[] = [];
  const seen = new Set<SchemaId>();
  const queue: Schema[] = [start];
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    parts.push(part);
    if (!isJsonObject(part)) continue;
    if (typeof part.$ref === 'string') {
      const id = parsePointer(part.$ref)[1] ?? '';
      const target = seen.has(id) ? undefined : schemas.get(id);
      seen.add(id);
      if (target !== undefined) queue.push(target.schema);
    }
    for (const key of ['allOf', 'anyOf', 'oneOf']) {
      const list = part[key];
      if (Array.isArray(list)) queue.push(...(list as Schema[]));
    }
  }
  return parts;
}

/** What the schema says about the value at `pointer`; empty: it does not know that place. */
export function schemasAt(schemas: SchemaCollector, id: SchemaId, pointer: string): readonly Schema[] {
  const whole = schemas.get(id);
  let current = whole === undefined ? [] : partsOf(schemas, whole.schema);
  for (const token of parsePointer(pointer)) {
    const next = current.flatMap((part) => {
      if (!isJsonObject(part)) return [];
      const member = isJsonObject(part.properties) && Object.hasOwn(part.properties, token);
      const below = member ? (part.properties as Record<string, Schema>)[token] : itemSchema(part, token);
      return below === undefined ? [] : partsOf(schemas, below);
    });
    current = [...new Set(next)];
  }
  return current;
}

function itemSchema(part: { readonly [key: string]: Json }, token: string): Schema | undefined {
  if (!/^\d+$/.test(token)) return undefined;
  for (const key of ['prefixItems', 'items']) {
    const list = part[key];
    if (Array.isArray(list) && list[Number(token)] !== undefined) return list[Number(token)] as Schema;
  }
  return isJsonObject(part.items) || typeof part.items === 'boolean' ? (part.items as Schema) : undefined;
}

/** Names of the properties at that place of the payload; by default at its top. */
export function propertyNames(schemas: SchemaCollector, id: SchemaId, pointer = ''): ReadonlySet<string> {
  const names = new Set<string>();
  for (const part of schemasAt(schemas, id, pointer)) {
    if (isJsonObject(part) && isJsonObject(part.properties)) {
      for (const name of Object.keys(part.properties)) names.add(name);
    }
  }
  return names;
}

/** The one string that a property must be, by `const` or an `enum` of one. */
export function constantOf(schemas: SchemaCollector, id: SchemaId, property: string): string | undefined {
  const pointer = `/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  for (const part of schemasAt(schemas, id, pointer)) {
    if (!isJsonObject(part)) continue;
    if (typeof part.const === 'string') return part.const;
    if (Array.isArray(part.enum) && part.enum.length === 1 && typeof part.enum[0] === 'string')
      return part.enum[0];
  }
  return undefined;
}
