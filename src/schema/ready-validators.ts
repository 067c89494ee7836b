import type { ValidateFunction } from 'ajv';
import equalModule from 'ajv/dist/runtime/equal.js';
import ucs2lengthModule from 'ajv/dist/runtime/ucs2length.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { PrecompiledValidators } from '../contract/precompiled.ts';
import type { SchemaId } from '../contract/schema.ts';
import type { PatternRunner } from './patterns/run-pattern.ts';

/** What the generated code is handed over. */
export interface ValidatorRuntime {
  readonly equal: unknown;
  readonly ucs2length: unknown;
  readonly formats: unknown;
  readonly regExp: PatternRunner;
  /** Takes one of the steps that a validation has; throws where there are none left. */
  spend(): void;
}

/** The compiled functions of a contract. */
export interface ReadyValidators {
  /** The function; or why there is none. */
  lookup(id: SchemaId, allErrors: boolean): ValidateFunction | string;
}

/** @param own what only this place can give */
export function readyValidators(
  precompiled: PrecompiledValidators,
  own: Pick<ValidatorRuntime, 'regExp' | 'spend'>,
): ReadyValidators {
  const runtime: ValidatorRuntime = {
    equal: unwrapped(equalModule),
    ucs2length: unwrapped(ucs2lengthModule),
    formats: fullFormats,
    ...own,
  };
  const made = new Map<'first' | 'all', Readonly<Record<SchemaId, unknown>>>();
  return {
    lookup(id, allErrors) {
      const reason = Object.hasOwn(precompiled.unusable, id) ? precompiled.unusable[id] : undefined;
      if (reason !== undefined) return reason;
      const kind = allErrors ? 'all' : 'first';
      let functions = made.get(kind);
      if (functions === undefined) {
        functions = precompiled[kind](runtime as never);
        made.set(kind, functions);
      }
      return functions[id] as ValidateFunction;
    },
  };
}

/** CommonJS: the function itself or, for some loaders, an object that holds it. */
function unwrapped(module: unknown): unknown {
  return typeof module === 'object' && module !== null && 'default' in module ? module.default : module;
}
