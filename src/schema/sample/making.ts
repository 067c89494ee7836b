import type { Schema } from '../../contract/schema.ts';
import type { Choices } from './choices.ts';

/** Where a value is made. */
export interface Making {
  readonly choices: Choices;
  /** The schema that a `$ref` names. */
  resolve(ref: string): Schema | undefined;
  /** Places whose value is an example of the schema: an error anywhere inside is theirs. */
  readonly examples: Set<string>;
  /** Values that may still be made; then only what is required is. */
  budget: number;
  /** Patterns that values are made from, and that must not be run on them. */
  readonly untried: ReadonlySet<string>;
}
