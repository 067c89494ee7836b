import type { Contract } from '../../src/contract/contract.ts';
import type { Json } from '../../src/contract/json.ts';
import type { PrecompiledValidators } from '../../src/contract/precompiled.ts';
import { createValidators } from '../../src/schema/create-validators.ts';
import { mutate } from '../../src/schema/mutate/mutate.ts';
import { precompile } from '../../src/schema/precompile.ts';
import { registerPrecompiled } from '../../src/schema/precompiled-for.ts';
import { createSampler } from '../../src/schema/sampler.ts';

/** The code as a module would hold it. */
export function evaluated(code: string): PrecompiledValidators {
  return new Function(`'use strict'; return ${code};`)() as PrecompiledValidators;
}

export interface Comparison {
  /** Values that were judged by both, and how many of them were invalid. */
  readonly judged: number;
  readonly invalid: number;
  /** `<schema> <value>`, where they differ. */
  readonly differing: readonly string[];
}

const ODD: readonly Json[] = [null, true, 7, -0.5, '', 'text', [], [1], {}, { type: 'x' }];

/**
 * Holds precompiled validators to those that are compiled where they run: samples, mutants of them, and odd values.
 * @param most so many schemas, and mutants of each
 */
export function compareVerdicts(contract: Pick<Contract, 'schemas'>, most = 25): Comparison {
  const compiled = createValidators(contract);
  const same = { schemas: { ...contract.schemas } };
  registerPrecompiled(same, evaluated(precompile(contract)));
  const ready = createValidators(same);
  const sampler = createSampler(contract, compiled);
  let judged = 0;
  let invalid = 0;
  const differing: string[] = [];
  const compare = (id: string, value: Json): void => {
    judged += 1;
    const valid = compiled.valid(id, value);
    if (!valid) invalid += 1;
    const agree =
      valid === ready.valid(id, value) &&
      (valid || JSON.stringify(compiled.errors(id, value)) === JSON.stringify(ready.errors(id, value)));
    if (!agree) differing.push(`${id} ${JSON.stringify(value)}`);
  };
  for (const id of Object.keys(contract.schemas).slice(0, most)) {
    if ((compiled.unusable(id) === undefined) !== (ready.unusable(id) === undefined))
      differing.push(`${id} unusable`);
    for (const value of ODD) compare(id, value);
    const sample = sampler.sample(id, 1);
    if (sample === undefined) continue;
    compare(id, sample);
    for (const { payload } of mutate(contract, compiled, id, sample, 1).slice(0, most)) compare(id, payload);
  }
  return { judged, invalid, differing };
}
