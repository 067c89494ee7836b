import { isJsonObject, type Json } from '../contract/json.ts';
import { formatPointer } from '../contract/json-pointer.ts';
import type { OverlayOrigins } from './overlay-origins.ts';
import type { Origin } from './parsed-file.ts';

/**
 * `target` with `update` merged into it, as an action of an overlay asks (Overlay 1.0, §4.4.3): objects merge key by
 * key, a list takes items at its end, everything else is replaced. Neither is changed.
 *
 * @param at pointer of `target` in the document.
 * @param from where `update` stands.
 */
export function mergeUpdate(
  target: Json,
  update: Json,
  at: string,
  from: Origin,
  origins: OverlayOrigins,
): Json {
  if (isJsonObject(target) && isJsonObject(update)) {
    const merged: Record<string, Json> = { ...target };
    for (const [key, value] of Object.entries(update)) {
      const token = formatPointer([key]);
      const place = { ...from, pointer: from.pointer + token };
      const old = Object.hasOwn(target, key) ? target[key] : undefined;
      // A key such as `__proto__` must become a property of its own.
      Object.defineProperty(merged, key, {
        value: mergeUpdate(old ?? null, value, at + token, place, origins),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return merged;
  }
  if (Array.isArray(target) && Array.isArray(update)) return appendUpdate(target, update, at, from, origins);
  origins.set(at, from);
  return update;
}

/** `list` with `update` at its end: an entry, or several where it is a list itself. */
export function appendUpdate(
  list: readonly Json[],
  update: Json,
  at: string,
  from: Origin,
  origins: OverlayOrigins,
): Json {
  const isList = Array.isArray(update);
  const items: readonly Json[] = isList ? update : [update];
  for (const index of items.keys()) {
    const place = isList ? { ...from, pointer: `${from.pointer}/${index}` } : from;
    origins.set(`${at}/${list.length + index}`, place);
  }
  return [...list, ...items];
}
