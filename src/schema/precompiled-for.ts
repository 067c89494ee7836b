import type { Contract } from '../contract/contract.ts';
import type { PrecompiledValidators } from '../contract/precompiled.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { fingerprint } from './fingerprint.ts';

const known = new WeakMap<Contract['schemas'], PrecompiledValidators>();

/**
 * From now on every validator of these schemas is that code, wherever it is made: in the engine, for its faults, after a
 * reset. A contract that is derived from this one has the same schemas, the very object.
 * @throws CountersignError `contract.stale-validators` where the code was made of other schemas
 */
export function registerPrecompiled(
  contract: Pick<Contract, 'schemas'>,
  precompiled: PrecompiledValidators,
): void {
  if (precompiled.format !== 1 || precompiled.schemas !== fingerprint(contract))
    throw new CountersignError(
      'contract.stale-validators',
      'The validators were generated from another contract.',
      {
        fix: 'Generate both anew, from the same document: countersign generate contract, and countersign generate validators.',
      },
    );
  known.set(contract.schemas, precompiled);
}

/** What `registerPrecompiled` was told of these schemas. */
export function precompiledFor({ schemas }: Pick<Contract, 'schemas'>): PrecompiledValidators | undefined {
  return known.get(schemas);
}
