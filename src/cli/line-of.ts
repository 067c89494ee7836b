import { readFileSync } from 'node:fs';
import type { SourceLocation } from '../errors/source-location.ts';

/** The text of that line of that file; `undefined` where it cannot be read. */
export function lineOfFile({ file, line }: SourceLocation): string | undefined {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[line - 1];
  } catch {
    return undefined;
  }
}
