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
  /** Patterns of this schema that are not simply run on what a peer sends, by their text. Absent: none. */
  readonly guarded?: Readonly<Record<string, PatternGuard>>;
}

/** Why, and how far, a pattern (of `pattern` or `patternProperties`) is kept away from a peer's text. */
export type PatternGuard =
  /** Its time doubles with every character, on a text that somebody chose to that end: never run. */
  | { readonly kind: 'backtracks' }
  /** Too large to say how it behaves: never run. */
  | { readonly kind: 'too-large' }
  /** No regular expression of ECMA-262, with or without its `u` flag: never run. */
  | { readonly kind: 'invalid'; readonly reason: string }
  /** Its time grows with a power of the length: run on texts of at most so many UTF-16 units, longer ones pass. */
  | { readonly kind: 'slow'; readonly longest: number };
