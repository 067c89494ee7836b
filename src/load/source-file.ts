/** A text that was got from somewhere. */
export interface SourceFile {
  /** Absolute; what relative `$ref`s are resolved against. */
  readonly uri: string;
  /** As the user named it. */
  readonly name: string;
  readonly text: string;
}
