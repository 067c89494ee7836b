/** One document to be read, by a process that may die of it. */
export interface FuzzCase {
  /** `mutant 17 of asyncapi.yaml`: enough to find it again with the seed of the run. */
  readonly name: string;
  readonly text: string;
  /** Ask `@asyncapi/parser`, too. */
  readonly validate: boolean;
  readonly seed: number;
}

export type Outcome =
  | { readonly kind: 'compiled'; readonly ms: number }
  /** With an error of ours, which says what is wrong. */
  | { readonly kind: 'refused'; readonly code: string; readonly ms: number }
  /** An exception that is not ours, or the process ended. */
  | { readonly kind: 'crashed'; readonly reason: string; readonly ms: number }
  | { readonly kind: 'hung'; readonly ms: number };
