import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Contract } from '../contract/contract.ts';
import type { Problem } from '../errors/problem.ts';
import { decodeText } from './decode-text.ts';
import { LIMITS } from './limits.ts';

/** What is kept of a document that was compiled. */
export interface Kept {
  readonly contract: Contract;
  readonly problems: readonly Problem[];
}

/** A file that decided the outcome. `hash` of its text; `null`: it was asked for, and could not be read. */
export interface KeptFile {
  readonly path: string;
  readonly hash: string | null;
}

/** One file of the cache. */
export interface CacheEntry extends Kept {
  readonly files: readonly KeptFile[];
}

/** The first line is the checksum of the rest, so that a file which was cut short or damaged is known as such. */
export function encodeEntry(entry: CacheEntry): string {
  const body = JSON.stringify(entry);
  return `${hashText(body)}\n${body}`;
}

/** `undefined` for what `encodeEntry` did not write. */
export function decodeEntry(text: string): CacheEntry | undefined {
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  return end > 0 && text.slice(0, end) === hashText(body) ? (JSON.parse(body) as CacheEntry) : undefined;
}

export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** `null` for what is no readable text file. A pipe is not read: it could be read only once. */
export function hashFile(path: string): string | null {
  try {
    const info = statSync(path);
    if (!info.isFile() || info.size > LIMITS.bytes) return null;
    const text = decodeText(readFileSync(path));
    return text === undefined ? null : hashText(text);
  } catch {
    return null;
  }
}
