import type { OutgoingData } from '../../../engine/engine.ts';
import type { IncomingFrame } from '../../../rules/recognition.ts';
import { fromBase64, toBase64 } from '../../bytes.ts';

/** WHATWG WebSockets, what `send()` takes. */
export type PageData = string | ArrayBufferLike | ArrayBufferView | Blob;

/** A message of the server as a page gets it: text, or bytes in the form that its `binaryType` asks for. */
export function dataFor(binaryType: string, data: OutgoingData): string | ArrayBuffer | Blob {
  if ('text' in data) return data.text;
  const bytes = fromBase64(data.base64);
  return binaryType === 'arraybuffer' ? bytes.buffer : new Blob([bytes]);
}

/**
 * Hands on what a page sends, in its order: the bytes of a Blob can only be waited for, and what comes after them waits
 * with them.
 */
export function createInbox(deliver: (frame: IncomingFrame) => void): (data: PageData) => void {
  let before: Promise<void> | undefined;
  return (data) => {
    if (before === undefined && typeof data === 'string') {
      deliver({ kind: 'text', text: data });
      return;
    }
    const frame = frameOf(data);
    if (before === undefined && !(frame instanceof Promise)) {
      deliver(frame);
      return;
    }
    const mine: Promise<void> = Promise.all([frame, before]).then(([ready]) => {
      if (before === mine) before = undefined;
      deliver(ready);
    });
    before = mine;
  };
}

function frameOf(data: PageData): IncomingFrame | Promise<IncomingFrame> {
  if (typeof data === 'string') return { kind: 'text', text: data };
  if (ArrayBuffer.isView(data)) return binary(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  if ('arrayBuffer' in data) return data.arrayBuffer().then((buffer) => binary(new Uint8Array(buffer)));
  return binary(new Uint8Array(data));
}

function binary(bytes: Uint8Array): IncomingFrame {
  return { kind: 'binary', base64: toBase64(bytes), size: bytes.length };
}
