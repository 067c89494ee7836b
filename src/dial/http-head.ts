import { isUtf8 } from 'node:buffer';
import type { Header } from '../script/script.ts';

/** Most bytes that the head of an answer may have. */
export const HEAD_LIMIT = 65_536;

/** Status line and header fields of an answer (RFC 9112 §4, §5). */
export interface HttpHead {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  /** In their order; the same name may stand there twice. */
  readonly headers: readonly Header[];
}

export type HeadResult =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-http' }
  /** `length`: bytes up to and with the blank line. */
  | { readonly kind: 'head'; readonly head: HttpHead; readonly length: number };

/**
 * Reads the head of an answer out of what came so far. Tolerant, because real servers are loose: no reason
 * phrase, LF for CRLF, folded lines, lines without a colon (kept, as a name without a value). Strict only
 * in that it must be HTTP.
 */
export function parseHead(bytes: Buffer): HeadResult {
  if (!'HTTP/'.startsWith(bytes.toString('latin1', 0, 5))) return { kind: 'not-http' };
  const end = endOfHead(bytes);
  if (end === undefined) return { kind: bytes.length > HEAD_LIMIT ? 'too-large' : 'incomplete' };
  if (end > HEAD_LIMIT) return { kind: 'too-large' };

  const [statusLine = '', ...lines] = decode(bytes.subarray(0, end)).split(/\r?\n/);
  const match = /^HTTP\/(\d+(?:\.\d+)?)[ \t]+(\d{3})(?:[ \t]+(.*))?$/.exec(statusLine);
  if (match === null) return { kind: 'not-http' };
  return {
    kind: 'head',
    head: {
      version: match[1] ?? '',
      status: Number(match[2]),
      reason: (match[3] ?? '').trim(),
      headers: parseFields(lines),
    },
    length: end,
  };
}

/** All values of a header, by name in any case. */
export function valuesOf(headers: readonly Header[], name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([n]) => n.toLowerCase() === wanted).map(([, value]) => value);
}

/** The members of a comma-separated header, over all its lines (RFC 9110 §5.3), trimmed, empty ones left out. */
export function listOf(headers: readonly Header[], name: string): string[] {
  return valuesOf(headers, name)
    .flatMap((value) => value.split(','))
    .map((member) => member.trim())
    .filter((member) => member !== '');
}

function endOfHead(bytes: Buffer): number | undefined {
  for (let lf = bytes.indexOf(10); lf !== -1; lf = bytes.indexOf(10, lf + 1)) {
    if (bytes[lf + 1] === 10) return lf + 2;
    if (bytes[lf + 1] === 13 && bytes[lf + 2] === 10) return lf + 3;
  }
  return undefined;
}

function parseFields(lines: readonly string[]): Header[] {
  const headers: [string, string][] = [];
  for (const line of lines) {
    if (line === '') continue;
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) {
      last[1] = `${last[1]} ${line.trim()}`.trim();
      continue;
    }
    const colon = line.indexOf(':');
    if (colon === -1) headers.push([line.trim(), '']);
    else headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  return headers;
}

/** Header bytes are ASCII by the book; what else is sent is UTF-8 today and Latin-1 of old. */
function decode(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
