/** What `@asyncapi/parser` reports, as far as it is used. */
export interface Diagnostic {
  readonly code: string | number;
  readonly message: string;
  readonly path: readonly (string | number)[];
  /** 0 error, 1 warning, 2 information, 3 hint. */
  readonly severity: number;
  /** The file, where it is known. */
  readonly source?: string;
}
