import { isJsonObject, type Json, type JsonObject, sameJson } from '../../contract/json.ts';

/**
 * One schema that demands what both demand, as far as one without `allOf` can: it is only there to make values with,
 * which are validated against the real one.
 */
export function mergeSchemas(a: JsonObject, b: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...a };
  for (const [keyword, value] of Object.entries(b)) {
    const known = merged[keyword];
    merged[keyword] = known === undefined ? value : both(keyword, known, value);
  }
  return merged;
}

function both(keyword: string, a: Json, b: Json): Json {
  switch (keyword) {
    case 'properties':
    case 'patternProperties':
      return bothMaps(a, b);
    case 'required':
      return [...new Set([...list(a), ...list(b)])];
    case 'type':
      return bothTypes(list(a), list(b));
    case 'enum':
      return list(a).filter((item) => list(b).some((other) => sameJson(item, other)));
    case 'minimum':
    case 'exclusiveMinimum':
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return Math.max(Number(a), Number(b));
    case 'maximum':
    case 'exclusiveMaximum':
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return Math.min(Number(a), Number(b));
    case 'additionalProperties':
      return a === false || b === false ? false : bothSchemas(a, b);
    case 'items':
      return isJsonObject(a) && isJsonObject(b) ? bothSchemas(a, b) : b;
    default:
      return b;
  }
}

function bothMaps(a: Json, b: Json): Json {
  if (!isJsonObject(a) || !isJsonObject(b)) return isJsonObject(b) ? b : a;
  const merged: Record<string, Json> = { ...a };
  for (const [name, schema] of Object.entries(b)) {
    const known = Object.hasOwn(merged, name) ? merged[name] : undefined;
    merged[name] = known === undefined ? schema : bothSchemas(known, schema);
  }
  return merged;
}

/** Merged when they are looked at: either may be a reference, and lead back here. */
function bothSchemas(a: Json, b: Json): Json {
  if (a === true || sameJson(a, b)) return b;
  return b === true ? a : { allOf: [a, b] };
}

/** Every integer is a number. */
function bothTypes(a: readonly Json[], b: readonly Json[]): Json {
  const common = a.flatMap((type) => {
    if (b.includes(type)) return [type];
    if (type === 'integer' && b.includes('number')) return ['integer'];
    return type === 'number' && b.includes('integer') ? ['integer'] : [];
  });
  return common.length > 0 ? common : [...b];
}

function list(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}
