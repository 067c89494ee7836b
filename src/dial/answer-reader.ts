import { BODY_LIMIT, readBody } from './http-body.ts';
import { type HttpHead, parseHead } from './http-head.ts';
import { printable } from './printable.ts';

/** How many of the first bytes are shown where what came was no HTTP. */
const SHOWN_BYTES = 128;

/** Chunking makes a body longer on the wire than it is; more than this is not read. */
const RAW_BODY_LIMIT = BODY_LIMIT * 8;

/** How far the answer to an opening handshake has come. */
export type AnswerState =
  | { readonly kind: 'head' }
  | { readonly kind: 'body'; readonly head: HttpHead }
  /** 101. `rest`: what came right behind the head. */
  | { readonly kind: 'upgraded'; readonly head: HttpHead; readonly rest: Buffer }
  | { readonly kind: 'refused'; readonly head: HttpHead; readonly body: string }
  | { readonly kind: 'broken'; readonly code: string; readonly message: string; readonly bytes?: string };

/** Reads the answer to an opening handshake, from bytes, without a socket. */
export interface AnswerReader {
  push(chunk: Buffer): AnswerState;
  /** No more will come, or no more is waited for. */
  end(): AnswerState;
}

export function createAnswerReader(): AnswerReader {
  let bytes: Buffer = Buffer.alloc(0);
  let head: HttpHead | undefined;

  const read = (ended: boolean): AnswerState => {
    while (head === undefined) {
      const result = parseHead(bytes);
      switch (result.kind) {
        case 'incomplete':
          return ended ? cutShort(bytes) : { kind: 'head' };
        case 'not-http':
          return broken('NOT_HTTP', 'What answered does not speak HTTP.', bytes);
        case 'too-large':
          return broken('HPE_HEADER_OVERFLOW', 'The head of the answer is larger than 64 KiB.', bytes);
        case 'head':
          bytes = bytes.subarray(result.length);
          if (result.head.status === 101) return { kind: 'upgraded', head: result.head, rest: bytes };
          // An interim answer (100, 103) is left aside; the real one follows (RFC 9110 §15.2).
          if (result.head.status >= 200) head = result.head;
      }
    }
    const body = readBody(head, bytes, ended || bytes.length > RAW_BODY_LIMIT);
    return body.complete ? { kind: 'refused', head, body: body.text } : { kind: 'body', head };
  };

  return {
    push(chunk) {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      return read(false);
    },
    end: () => read(true),
  };
}

function cutShort(bytes: Buffer): AnswerState {
  if (bytes.length > 0)
    return broken('CLOSED', 'The connection was closed in the middle of the answer.', bytes);
  return { kind: 'broken', code: 'CLOSED', message: 'The connection was closed without an answer.' };
}

function broken(code: string, message: string, bytes: Buffer): AnswerState {
  return { kind: 'broken', code, message, bytes: printable(bytes.subarray(0, SHOWN_BYTES)) };
}
