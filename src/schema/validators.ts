import type { Json } from '../contract/json.ts';
import type { SchemaId } from '../contract/schema.ts';

/** One way in which a value breaks its schema. */
export interface SchemaError {
  /** JSON Pointer into the value; for a missing property, of the object that lacks it. */
  readonly pointer: string;
  /** The keyword that is broken: `required`, `type`, `enum`… */
  readonly keyword: string;
  /** `/data/price must be number` */
  readonly message: string;
  /**
   * Where the keyword stands, in the schema itself or in one that it refers to: `<schema id>/properties/price/type`. Of
   * places of one schema that read the same, the first.
   */
  readonly schemaPath: string;
}

/** The contract's schemas, compiled one by one as they are first needed. */
export interface Validators {
  /** Empty: the value is valid. Deepest errors first. */
  errors(schema: SchemaId, value: Json): readonly SchemaError[];
  /** Cheaper than `errors`: stops at the first. */
  valid(schema: SchemaId, value: Json): boolean;
  /** Compiles it ahead of time, in pieces of a few ms where it can be cut into pieces. What is said later is the same. */
  prepare(schema: SchemaId): Iterable<void>;
  /** Why this schema could not be compiled; such a schema finds every value valid. */
  unusable(schema: SchemaId): string | undefined;
}
