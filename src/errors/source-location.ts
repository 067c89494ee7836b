/** A place in a document that a person wrote. */
export interface SourceLocation {
  /** The file as the user named it, a URL, or `-` for standard input. */
  readonly file: string;
  /** RFC 6901 JSON Pointer inside that file; `''` is the whole document. */
  readonly pointer: string;
  /** 1-based; 0 when the position is not known (a contract built in code). */
  readonly line: number;
  /** 1-based; 0 when the position is not known. */
  readonly column: number;
}

/** `file:line:column`, the form that editors and terminals turn into a link. */
export function formatLocation(at: SourceLocation): string {
  return at.line === 0 ? at.file : `${at.file}:${at.line}:${at.column}`;
}
