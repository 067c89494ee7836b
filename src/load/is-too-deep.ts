import type { Json } from '../contract/json.ts';
import { LIMITS } from './limits.ts';

/** Is the value nested deeper than `LIMITS.depth`? Looks no further down than that. */
export function isTooDeep(value: Json, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > LIMITS.depth) return true;
  for (const item of Object.values(value)) if (isTooDeep(item as Json, depth + 1)) return true;
  return false;
}
