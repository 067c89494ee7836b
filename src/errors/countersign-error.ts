import type { ErrorCode } from './codes.ts';
import type { Problem } from './problem.ts';
import type { SourceLocation } from './source-location.ts';

/**
 * A mistake that a user can mend. Thrown for misuse only, never because a backend is wrong.
 * `message` says what; `at` says where; `fix` says what to do about it.
 */
export class CountersignError extends Error {
  override readonly name = 'CountersignError';
  readonly code: ErrorCode;
  readonly at: SourceLocation | undefined;
  readonly fix: string | undefined;
  /** What was found in a document, when there is more to say than one sentence. */
  readonly problems: readonly Problem[];

  constructor(
    code: ErrorCode,
    message: string,
    details: { at?: SourceLocation; fix?: string; problems?: readonly Problem[]; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.at = details.at;
    this.fix = details.fix;
    this.problems = details.problems ?? [];
  }
}
