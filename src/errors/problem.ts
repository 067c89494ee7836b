import type { SourceLocation } from './source-location.ts';

/**
 * Something about a document that its author should know.
 * An `error` stops what it touches; a `warning` says what was set aside, and the rest goes on;
 * an `info` is a remark.
 */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'info';
  /** An `ErrorCode`, a lint rule's id, or `asyncapi:<rule>` for what `@asyncapi/parser` reports. */
  readonly rule: string;
  readonly message: string;
  readonly at: SourceLocation;
  /** What to do about it, as an imperative. */
  readonly fix?: string;
}
