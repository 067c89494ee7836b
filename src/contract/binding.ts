import type { SourceLocation } from '../errors/source-location.ts';

/** The `pattern` of a text message's schema; its named groups are the places in the text: `/id` is `(?<id>…)`. */
export interface TextPattern {
  readonly pattern: string;
  /** Not run on texts of more UTF-16 units: it is slow. Absent: on all. */
  readonly longest?: number;
}

/** Where a bound value comes from. `texts`: how it is found where that payload is a text. */
export type BindingSource =
  /** The request's payload: `$message.payload#/pointer`. Its JSON type is kept. */
  | { readonly kind: 'request'; readonly pointer: string; readonly texts?: readonly TextPattern[] }
  /**
   * Of a stream: what the server itself said in its reply to the request that began it, `$reply.payload#/pointer`. A
   * subscription id that it made up.
   */
  | { readonly kind: 'reply'; readonly pointer: string; readonly texts?: readonly TextPattern[] }
  /** A parameter of the endpoint's address, from the Parameter Object's `location`. Always a string. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** A `{{ template }}`, filled by the mock; nothing that `verify` could demand. */
  | { readonly kind: 'template'; readonly text: string };

/** A value that is copied into a payload: `x-countersign.bind`, `correlationId`, a parameter's `location`. */
export interface Binding {
  /** JSON Pointer into the payload that is sent. */
  readonly into: string;
  /** How that place is found where the payload is a text. Absent: no text of it has places. */
  readonly intoTexts?: readonly TextPattern[];
  readonly from: BindingSource;
  /** `inferred`: an id that both payloads have; the mock copies it, `verify` only observes it. */
  readonly basis: 'document' | 'extension' | 'inferred';
  readonly at: SourceLocation;
}
