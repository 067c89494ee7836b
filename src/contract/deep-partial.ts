import { isJsonObject, type Json, sameJson } from './json.ts';

/** Does `value` hold all that `partial` says? Objects may have more keys; everything else is equal. */
export function holdsPartial(value: Json | undefined, partial: Json): boolean {
  if (!isJsonObject(partial)) return sameJson(value, partial);
  return (
    isJsonObject(value) &&
    Object.keys(partial).every(
      (key) => Object.hasOwn(value, key) && holdsPartial(value[key], partial[key] as Json),
    )
  );
}

/** `value` overlaid with `partial`, deeply; arrays and scalars are replaced whole. */
export function overlayPartial(value: Json, partial: Json): Json {
  if (!isJsonObject(partial)) return partial;
  const result: Record<string, Json> = isJsonObject(value) ? { ...value } : {};
  for (const key of Object.keys(partial)) {
    Object.defineProperty(result, key, {
      value: overlayPartial(Object.hasOwn(result, key) ? (result[key] as Json) : null, partial[key] as Json),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}
