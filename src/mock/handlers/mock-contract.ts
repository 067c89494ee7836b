/**
 * A contract as a type: what `defineMock<Contract>` is typed by. `countersign generate types` writes one for a document;
 * by hand it is an interface of this shape. Keys are those of the contract (`countersign show` lists them).
 *
 * ```ts
 * interface Contract {
 *   endpoints: {
 *     voice: {
 *       client: { init: Init; audio_chunk: AudioChunk };   // message → payload
 *       server: { session_start: SessionStart };
 *       operations: { startSession: 'init' };              // operation → its messages; may be left out
 *       parameters: { room: string };                      // of the address; may be left out
 *     };
 *   };
 *   companions: {                                          // may be left out
 *     login: { request: Login; responses: { 200: Session; 401: Refusal } };
 *   };
 * }
 * ```
 *
 * A binary message's payload is a `Uint8Array`, a text message's a `string`.
 */
export interface MockContract {
  readonly endpoints: Readonly<Record<string, MockEndpoint>>;
  /** HTTP companions; may be left out. */
  readonly companions?: Readonly<Record<string, MockCompanion>>;
}

export interface MockCompanion {
  /** The body. */
  readonly request?: unknown;
  /** By status. */
  readonly responses?: Readonly<Record<number, unknown>>;
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface MockEndpoint {
  readonly client: Readonly<Record<string, LoosePayload>>;
  readonly server: Readonly<Record<string, unknown>>;
  readonly operations?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A payload of which nothing is known: an object with anything in it. */
export type LoosePayload = Readonly<Record<string, unknown>>;

// A generated interface has no index signature, so it is asked for its parts instead of being constrained by them.

/** The part of that name; `Otherwise` where the type has none. */
export type Part<T, Name extends string, Otherwise> = T extends { readonly [Key in Name]?: infer P }
  ? unknown extends P
    ? Otherwise
    : NonNullable<P>
  : Otherwise;

export type EndpointsOf<C> = Part<C, 'endpoints', Readonly<Record<string, MockEndpoint>>>;
export type CompanionsOf<C> = Part<C, 'companions', Readonly<Record<never, never>>>;
export type ClientMessages<E> = Part<E, 'client', Readonly<Record<string, LoosePayload>>>;
export type ServerMessages<E> = Part<E, 'server', Readonly<Record<string, unknown>>>;
export type OperationsOf<E> = Part<E, 'operations', Readonly<Record<never, never>>>;
export type ParametersOf<E> = Part<E, 'parameters', Readonly<Record<string, string>>>;
