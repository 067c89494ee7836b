import type { Json } from '../contract/json.ts';
import type { SourceLocation } from '../errors/source-location.ts';

/**
 * An AsyncAPI document and every file that it refers to, as plain JSON with `$ref`s kept. `load/` makes it;
 * `compile/` reads it. No type of a parser crosses here.
 */
export interface DocumentBundle {
  /** URI of the document itself; a key of `documents`. */
  readonly root: string;
  /** Absolute URI (without fragment) → content. A referenced file that could not be had is absent. */
  readonly documents: Readonly<Record<string, Json>>;
  /** Where the value at `pointer` of that document stands; the nearest ancestor's place where it stands nowhere. */
  locate(uri: string, pointer: string): SourceLocation;
}
