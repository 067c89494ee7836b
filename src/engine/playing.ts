import type { Json } from '../contract/json.ts';
import type { RequestOperation } from '../contract/operation.ts';
import type { ScenarioStep } from '../contract/scenario.ts';

/** A scenario that is being played to a connection: the mock says the server's lines when the client said its own. */
export interface Playing {
  /** Without HTTP requests: a client makes them elsewhere. */
  readonly steps: readonly Exclude<ScenarioStep, { kind: 'companion' }>[];
  next: number;
  /** What the client said last, and what takes it. */
  heard: { readonly payload: Json; readonly operation: RequestOperation | undefined } | undefined;
}
