import { type HttpHead, listOf, valuesOf } from './http-head.ts';

/** Most characters of a refusal's body that are kept. */
export const BODY_LIMIT = 16_384;

/** The text of a body, as far as it has come, and whether more of it is still to be waited for. */
export interface HttpBody {
  readonly text: string;
  readonly complete: boolean;
}

/**
 * Reads the body of a refusal (RFC 9112 §6): chunked, of a stated length, or until the connection ends.
 * @param bytes all that has come after the head.
 * @param ended whether the other side has sent its FIN.
 */
export function readBody(head: HttpHead, bytes: Buffer, ended: boolean): HttpBody {
  if (head.status === 204 || head.status === 304) return { text: '', complete: true };
  if (listOf(head.headers, 'transfer-encoding').at(-1)?.toLowerCase() === 'chunked') {
    const { data, complete } = unchunk(bytes);
    return finish(data, complete || ended);
  }
  const length = valuesOf(head.headers, 'content-length')[0];
  if (length !== undefined && /^\d+$/.test(length)) {
    const data = bytes.subarray(0, Number(length));
    return finish(data, data.length === Number(length) || ended);
  }
  return finish(bytes, ended);
}

function finish(data: Buffer, complete: boolean): HttpBody {
  const text = data.toString('utf8');
  return { text: text.slice(0, BODY_LIMIT), complete: complete || text.length >= BODY_LIMIT };
}

/** RFC 9112 §7.1. What is no chunk ends the body: the rest of a broken one helps nobody. */
function unchunk(bytes: Buffer): { data: Buffer; complete: boolean } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lf = bytes.indexOf(10, at);
    if (lf === -1) return { data: Buffer.concat(chunks), complete: bytes.length - at > 1024 };
    const size = /^\s*([0-9a-f]{1,12})\s*(?:;.*)?$/is.exec(bytes.toString('latin1', at, lf))?.[1];
    if (size === undefined) return { data: Buffer.concat(chunks), complete: true };
    const length = Number.parseInt(size, 16);
    if (length === 0) return { data: Buffer.concat(chunks), complete: true };
    chunks.push(bytes.subarray(lf + 1, lf + 1 + length));
    at = lf + 1 + length;
    if (at >= bytes.length) return { data: Buffer.concat(chunks), complete: false };
    if (bytes[at] === 13) at += 1;
    if (bytes[at] === 10) at += 1;
  }
}
