import type { Json } from '../contract/json.ts';
import { formatPointer } from '../contract/json-pointer.ts';

export interface FoundRef {
  /** As written: `./messages.yaml#/Ping`. */
  readonly ref: string;
  /** Pointer of the `$ref` key. */
  readonly pointer: string;
}

/** Every `$ref` of a value that names another file. What aliases share is looked at once. */
export function findRefs(value: Json): FoundRef[] {
  const found: FoundRef[] = [];
  const seen = new Set<Json>();
  function visit(item: Json, path: readonly string[]): void {
    if (typeof item !== 'object' || item === null || seen.has(item)) return;
    seen.add(item);
    for (const [key, child] of Object.entries(item)) {
      const at = [...path, key];
      if (key === '$ref' && typeof child === 'string' && !Array.isArray(item)) {
        if (!child.startsWith('#') && child !== '') found.push({ ref: child, pointer: formatPointer(at) });
      } else visit(child as Json, at);
    }
  }
  visit(value, []);
  return found;
}
