import type { SchemaId } from './schema.ts';

/**
 * Validators of a contract as code, that `countersign generate validators` writes: for pages whose content policy forbids
 * `eval` and `new Function` (CSP without `'unsafe-eval'`).
 */
export interface PrecompiledValidators {
  /** Of this model. */
  readonly format: 1;
  /** Of the schemas that they were made of (`fingerprint`): they are good for no others. */
  readonly schemas: string;
  /** Schemas that cannot be compiled, and why. */
  readonly unusable: Readonly<Record<SchemaId, string>>;
  /** Functions that stop at the first error, by schema. */
  readonly first: (runtime: never) => Readonly<Record<SchemaId, unknown>>;
  /** Functions that collect all errors. */
  readonly all: (runtime: never) => Readonly<Record<SchemaId, unknown>>;
}
