import type { Contract } from '../contract/contract.ts';
import { precompile } from '../schema/precompile.ts';
import { headerLine, type Origin } from './source-text.ts';

/**
 * Validators as code, for pages whose content policy forbids `eval`: a module without imports that exports `validators`,
 * for the option of that name of `countersign/msw` and the others.
 */
export function validatorsText(contract: Contract, origin: Origin): string {
  return `${headerLine(origin)}\nexport const validators = ${precompile(contract)};\n`;
}

/** Its types, for TypeScript. */
export function validatorsTypes(origin: Origin): string {
  return [
    headerLine(origin),
    "import type { PrecompiledValidators } from 'countersign/contract';",
    '',
    'export declare const validators: PrecompiledValidators;',
    '',
  ].join('\n');
}
