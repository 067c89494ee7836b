import type { JsonObject } from './json.ts';

/**
 * Key of `Contract.schemas`. A schema refers to another with `{ "$ref": "#/schemas/<id, pointer-escaped>" }`,
 * so that recursion stays JSON.
 */
export type SchemaId = string;

/** A JSON Schema. Which dialect says `ContractSchema.dialect`. */
export type Schema = boolean | JsonObject;

export interface ContractSchema {
  readonly schema: Schema;
  readonly dialect: 'draft-07' | '2019-09' | '2020-12';
}
