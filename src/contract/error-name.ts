import { nameWords } from './name-words.ts';

/** Is this the name of something that went wrong? It answers anything, and nothing in particular. */
export function isErrorName(name: string): boolean {
  return nameWords(name).some((word) => /^(error|errors|err|failure|failed|fault|exception)$/.test(word));
}
