import type { SourceLocation } from '../errors/source-location.ts';
import type { EndpointId } from './endpoint.ts';
import type { Json } from './json.ts';
import type { MessageId } from './message.ts';
import type { OperationId } from './operation.ts';
import type { SchemaId } from './schema.ts';

/**
 * A conversation written once: the mock plays the server's side, `verify` the client's, the docs draw it.
 * Other messages that the contract allows may come between the steps.
 */
export interface Scenario {
  readonly name: string;
  readonly title?: string;
  /** Absent: a conversation of HTTP companions only. */
  readonly endpoint?: EndpointId;
  readonly steps: readonly ScenarioStep[];
  readonly at: SourceLocation;
}

export type ScenarioStep =
  | {
      readonly kind: 'client';
      readonly message: MessageId;
      readonly example?: string;
      /** A literal, deep partial, laid over the example. */
      readonly payload?: Json;
      readonly at: SourceLocation;
    }
  | {
      readonly kind: 'server';
      readonly message: MessageId;
      readonly example?: string;
      /** A literal, deep partial that the payload holds (and that the mock lays over its example). */
      readonly payload?: Json;
      /** The payload satisfies this schema. */
      readonly matches?: SchemaId;
      /** The message comes again and again until its payload holds this literal, deep partial. */
      readonly until?: Json;
      /** How many of them come, the last one included, where `until` or `repeat` says so. */
      readonly repeat?: number;
      /** ms since the step before. */
      readonly within?: number;
      readonly at: SourceLocation;
    }
  | {
      readonly kind: 'companion';
      readonly operation: OperationId;
      readonly example?: string;
      /** The status that it must answer with; absent: any that the companion declares below 400. */
      readonly status?: number;
      /** A literal, deep partial, laid over the request's example. */
      readonly payload?: Json;
      /** The answer's payload satisfies this schema. */
      readonly matches?: SchemaId;
      /** Asked again every so many ms (the companion's `every`), this often. */
      readonly repeat?: number;
      readonly at: SourceLocation;
    };
