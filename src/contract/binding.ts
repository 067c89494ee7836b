import type { SourceLocation } from '../errors/source-location.ts';

/** Where a bound value comes from. */
export type BindingSource =
  /** The request's payload: `$message.payload#/pointer`. Its JSON type is kept. */
  | { readonly kind: 'request'; readonly pointer: string }
  /** A parameter of the endpoint's address, from the Parameter Object's `location`. Always a string. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** A `{{ template }}`, filled by the mock; nothing that `verify` could demand. */
  | { readonly kind: 'template'; readonly text: string };

/** A value that is copied into a payload: `x-countersign.bind`, `correlationId`, a parameter's `location`. */
export interface Binding {
  /** JSON Pointer into the payload that is sent. */
  readonly into: string;
  readonly from: BindingSource;
  /** `inferred`: an id that both payloads have; the mock copies it, `verify` only observes it. */
  readonly basis: 'document' | 'extension' | 'inferred';
  readonly at: SourceLocation;
}
