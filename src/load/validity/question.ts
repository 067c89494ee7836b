import type { Diagnostic } from '../diagnostic.ts';

/** A document as it was read, put to `@asyncapi/parser`. Plain data: it crosses a thread. */
export interface Question {
  /** The document, as JSON. */
  readonly text: string;
  /** Its path, or its URL. */
  readonly source: string;
  /** What its `$ref`s may lead to, as JSON, by the name that the parser uses for it. */
  readonly files: readonly (readonly [name: string, text: string])[];
}

/** `undefined`: there was none in time, or the memory did not suffice. */
export type Answer = readonly Diagnostic[] | undefined;
