import type { Json } from '../contract/json.ts';
import { isDeeperThan } from '../contract/parse-json.ts';
import { LIMITS } from './limits.ts';

/** Is the value nested deeper than `LIMITS.depth`? */
export function isTooDeep(value: Json): boolean {
  return isDeeperThan(value, LIMITS.depth + 1);
}
