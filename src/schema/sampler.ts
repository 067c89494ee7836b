import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import type { SchemaId } from '../contract/schema.ts';
import { createChoices } from './sample/choices.ts';
import { makeValue } from './sample/make-value.ts';
import { skippedPatterns } from './skipped-patterns.ts';
import type { Validators } from './validators.ts';

/** Makes valid values out of schemas. The same seed gives the same value. */
export interface Sampler {
  /** `undefined` where no valid value could be found: it never returns an invalid one. */
  sample(schema: SchemaId, seed: number): Json | undefined;
}

/** How often the places that are wrong are decided anew, until a schema counts as one that cannot be sampled. */
const ROUNDS = 40;
/** Values in one sample, before only what is required is made. */
const BUDGET = 400;
/** Values in all the rounds of one sample: a schema that asks for a tree without end is given up early. */
const MOST_SPENT = 10_000;

/**
 * Each sample shows as much of its schema as it can: the author's own examples, all optional properties. It is
 * validated, and what the validator finds wrong is made in another way.
 */
export function createSampler(contract: Pick<Contract, 'schemas'>, validators: Validators): Sampler {
  const impossible = new Set<SchemaId>();
  const guarded = skippedPatterns(contract).filter(({ guard }) => guard.kind !== 'slow');
  const untried = new Set(guarded.map(({ pattern }) => pattern));
  return {
    sample(id, seed) {
      if (impossible.has(id)) return undefined;
      const choices = createChoices(seed);
      let spent = 0;
      for (let round = 0; round < ROUNDS && spent < MOST_SPENT; round += 1) {
        const examples = new Set<string>();
        const making = {
          choices,
          resolve: (ref: string) => contract.schemas[parsePointer(ref)[1] ?? '']?.schema,
          examples,
          budget: BUDGET,
          untried,
        };
        const value = makeValue(contract.schemas[id]?.schema, making);
        spent += BUDGET - making.budget;
        if (value !== undefined && validators.valid(id, value)) return value;
        const wrong = new Set(
          value === undefined ? [''] : validators.errors(id, value).map(({ pointer }) => pointer),
        );
        for (const pointer of wrong) choices.reject(pointer);
        for (const example of examples)
          if (!wrong.has(example) && [...wrong].some((pointer) => pointer.startsWith(`${example}/`)))
            choices.reject(example);
      }
      impossible.add(id);
      return undefined;
    },
  };
}
