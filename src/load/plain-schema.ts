import type { Json } from '../contract/json.ts';

/**
 * What a schema converter made, as a JSON tree. Where it contains itself, or something that JSON cannot say, any value
 * fits; `x-` keys are left out. `change` has the last word about each object.
 */
export function plainSchema(
  value: unknown,
  change: (schema: Record<string, Json>) => Record<string, Json>,
): Json {
  const open = new Set<object>();

  /** Of a schema's `properties` the keys are names, which may be `oneOf` or `x-…` like any other. */
  function copy(item: unknown, isNames: boolean): Json {
    if (typeof item === 'string' || typeof item === 'boolean' || item === null) return item;
    if (typeof item === 'number') return Number.isFinite(item) ? item : null;
    if (typeof item !== 'object' || item instanceof Map || open.has(item)) return {};
    open.add(item);
    const plain = Array.isArray(item) ? item.map((part) => copy(part, false)) : members(item, isNames);
    open.delete(item);
    return plain;
  }

  function members(item: object, isNames: boolean): Json {
    const copied = Object.entries(item).flatMap(([key, part]): [string, Json][] =>
      part === undefined ? [] : [[key, copy(part, key === 'properties' && !isNames)]],
    );
    const schema = Object.fromEntries(copied);
    return isNames ? schema : change(schema);
  }

  return withoutNotes(copy(value, false), false);
}

function withoutNotes(value: Json, isNames: boolean): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => withoutNotes(item, false));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isNames || !key.startsWith('x-'))
      .map(([key, item]) => [key, withoutNotes(item, key === 'properties' && !isNames)]),
  );
}
