import type { Contract } from '../contract/contract.ts';
import type { PrecompiledValidators } from '../contract/precompiled.ts';
import { createValidators } from './create-validators.ts';
import { precompiledFor } from './precompiled-for.ts';
import type { Validators } from './validators.ts';

const known = new WeakMap<
  Contract['schemas'],
  { readonly validators: Validators; readonly precompiled: PrecompiledValidators | undefined }
>();

/**
 * The validators of a contract, the same ones for all who ask: what a mock has compiled serves it after a reset too, and its
 * admin API, and what is tested beside it. They are kept as long as the contract's schemas are.
 */
export function validatorsOf(contract: Pick<Contract, 'schemas'>): Validators {
  const precompiled = precompiledFor(contract);
  const found = known.get(contract.schemas);
  if (found !== undefined && found.precompiled === precompiled) return found.validators;
  const validators = createValidators(contract);
  known.set(contract.schemas, { validators, precompiled });
  return validators;
}
