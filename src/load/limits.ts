/** What a document may cost. All of them are far beyond any document that a person wrote. */
export const LIMITS: Readonly<Record<'bytes' | 'depth' | 'aliasedValues' | 'files' | 'fetch', number>> = {
  /** Bytes of one file. */
  bytes: 50 * 1024 * 1024,
  /** Levels of nested objects and lists. */
  depth: 250,
  /** Values that YAML aliases may add to a file; more is a "billion laughs" file. */
  aliasedValues: 1_000_000,
  /** Files that `$ref`s may pull in. */
  files: 1_000,
  /** ms that a URL may take. */
  fetch: 10_000,
};
