import type { Ajv } from 'ajv';
import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import type { SchemaId } from '../contract/schema.ts';

/** Thrown out of a validation that takes too long. */
export class OutOfFuel extends Error {}

/** Limits how many named schemas one validation may enter. */
export interface Fuel {
  /** Before the validation of that value. */
  fill(value: Json): void;
  /** The keyword that takes one; at the top of each schema. */
  readonly keyword: string;
  install(ajv: Ajv): void;
  /** Takes one. @throws OutOfFuel */
  spend(): true;
}

/**
 * A schema that refers to itself in several branches may enter itself more often than there are atoms, and a validator
 * cannot be interrupted from outside.
 */
export function createFuel(): Fuel {
  const keyword = 'countersign-fuel';
  let left = 0;
  const spend = (): true => {
    left -= 1;
    if (left < 0) throw new OutOfFuel();
    return true;
  };
  return {
    keyword,
    spend,
    fill(value) {
      left = BASE + PER_VALUE * sizeOf(value, MOST_VALUES);
    },
    install(ajv) {
      ajv.addKeyword({ keyword, validate: spend, errors: false, schema: false, before: '$ref' });
    },
  };
}

/** @note ajv copies all errors so far whenever a branch fails, so that the time grows with the square of these. */
const BASE = 5_000;
/** Each value inside may have a few schemas of its own. */
const PER_VALUE = 20;
const MOST_VALUES = 100_000;

/** Values in a value, itself included, up to `most`. */
function sizeOf(value: Json, most: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  let size = 1;
  for (const child of Array.isArray(value) ? value : Object.values(value)) {
    if (size >= most) break;
    size += sizeOf(child as Json, most - size);
  }
  return size;
}

/** Entering this many schemas takes no time worth limiting. */
const HARMLESS = 10_000;
/** A chain of references longer than this is taken for one without end. */
const DEEPEST = 1_000;

/** Could a validation enter more schemas than that: since they refer to themselves, or in a tree that doubles? */
export function needsFuel({ schemas }: Pick<Contract, 'schemas'>): boolean {
  const entered = new Map<SchemaId, number>();
  const count = (id: SchemaId, depth: number): number => {
    const known = entered.get(id);
    if (known !== undefined) return known;
    // Met again while it is counted, it is a circle.
    entered.set(id, Number.POSITIVE_INFINITY);
    let total = 1;
    for (const target of referencesIn(schemas[id]?.schema)) {
      total += depth > DEEPEST ? Number.POSITIVE_INFINITY : count(target, depth + 1);
      if (total > HARMLESS) break;
    }
    entered.set(id, total);
    return total;
  };
  return Object.keys(schemas).some((id) => count(id, 0) > HARMLESS);
}

/** Ids of the schemas that a schema refers to, as often as it does. */
export function* referencesIn(value: Json | undefined): Iterable<SchemaId> {
  if (typeof value !== 'object' || value === null) return;
  if (isJsonObject(value) && typeof value.$ref === 'string') yield parsePointer(value.$ref)[1] ?? '';
  for (const child of Object.values(value)) yield* referencesIn(child as Json);
}
