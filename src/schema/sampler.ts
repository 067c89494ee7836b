import { generateSync, type JsonSchema } from 'json-schema-faker';
import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/json.ts';
import { formatPointer } from '../contract/json-pointer.ts';
import type { SchemaId } from '../contract/schema.ts';
import type { Validators } from './validators.ts';

/** Makes valid values out of schemas. The same seed gives the same value. */
export interface Sampler {
  /** `undefined` where no valid value could be found: it never returns an invalid one. */
  sample(schema: SchemaId, seed: number): Json | undefined;
}

/** How many seeds are tried before a schema counts as one that cannot be sampled. */
const TRIES = 12;

/**
 * json-schema-faker does not understand every schema (some `pattern`s, `propertyNames`, some `oneOf`s), so each
 * sample is validated, and another seed tried where it is not valid.
 */
export function createSampler(contract: Pick<Contract, 'schemas'>, validators: Validators): Sampler {
  let definitions: Record<string, unknown> | undefined;
  return {
    sample(id, seed) {
      definitions ??= Object.fromEntries(
        Object.entries(contract.schemas).map(([key, entry]) => [key, entry.schema]),
      );
      const root = { $ref: `#${formatPointer(['schemas', id])}`, schemas: definitions };
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const value = tryGenerate(root, seed + attempt * 7919);
        if (value !== undefined && validators.valid(id, value)) return value;
      }
      return undefined;
    },
  };
}

function tryGenerate(root: object, seed: number): Json | undefined {
  try {
    const value: unknown = generateSync(root as JsonSchema, {
      seed,
      // Optional properties are left out every second time, and never grow a recursive schema for ever.
      optionalsProbability: 0.5,
      maxDepth: 6,
    });
    // What the library makes is JSON but for `undefined` members.
    return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
  } catch {
    return undefined;
  }
}
