import type { Header } from '../script/script.ts';
import type { HandshakeAttempt } from './handshake-attempt.ts';

/**
 * The same handshake, to be remembered as long as its connection lasts: its headers are one text, which is a sixth of
 * what their array takes. They are rarely asked for again, but 10,000 connections keep them.
 */
export function keptAttempt(attempt: HandshakeAttempt): HandshakeAttempt {
  return attempt instanceof KeptAttempt ? attempt : new KeptAttempt(attempt);
}

const NO_QUERY: HandshakeAttempt['query'] = [];

class KeptAttempt implements HandshakeAttempt {
  readonly path: string;
  readonly query: HandshakeAttempt['query'];
  /** Names and values in turn; neither can hold a line end (RFC 9110 §5.5). */
  readonly #headers: string;

  constructor({ path, query, headers }: HandshakeAttempt) {
    this.path = path;
    this.query = query.length === 0 ? NO_QUERY : query;
    this.#headers = headers.flat().join('\n');
  }

  get headers(): readonly Header[] {
    if (this.#headers === '') return [];
    const parts = this.#headers.split('\n');
    return Array.from({ length: parts.length / 2 }, (_, at) => [
      parts[2 * at] ?? '',
      parts[2 * at + 1] ?? '',
    ]);
  }
}
