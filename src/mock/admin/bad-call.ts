import { CountersignError } from '../../errors/countersign-error.ts';
import { type PlainAnswer, plainJson } from '../unknown-request.ts';

/** A request to the admin API that cannot be answered: where, what, and what to do. */
export class BadCall extends Error {
  readonly status: number;
  /** `query.since`, `body.message`, `path.id`. */
  readonly at: string | undefined;
  readonly fix: string | undefined;

  constructor(status: number, message: string, details: { at?: string; fix?: string } = {}) {
    super(message);
    this.status = status;
    this.at = details.at;
    this.fix = details.fix;
  }
}

/** Codes that speak of something that is not there. */
const NOT_THERE = new Set([
  'mock.unknown-fault',
  'mock.unknown-message',
  'mock.unknown-scenario',
  'mock.unknown-connection',
]);

/** The answer to what went wrong; `undefined`: that is no mistake of the caller's. */
export function answerToError(error: unknown): PlainAnswer | undefined {
  if (error instanceof BadCall) {
    const { status, message, at, fix } = error;
    return plainJson(status, {
      error: message,
      ...(at === undefined ? {} : { at }),
      ...(fix === undefined ? {} : { fix }),
    });
  }
  if (error instanceof CountersignError) {
    const { code, message, fix } = error;
    const status = NOT_THERE.has(code) ? 404 : 400;
    return plainJson(status, { error: message, code, ...(fix === undefined ? {} : { fix }) });
  }
  return undefined;
}
