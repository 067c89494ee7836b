import { Sender } from 'ws';
import type { OutgoingFrame } from '../script/script.ts';

const OPCODE = { text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** One whole frame as a client sends it, masked with a fresh key (RFC 6455 §5.2, §5.3). */
export function encodeFrame(kind: keyof typeof OPCODE, payload: Buffer): Buffer {
  const options = { fin: true, opcode: OPCODE[kind], mask: true, readOnly: true };
  return Buffer.concat(Sender.frame(payload, options));
}

/** Kind and payload of what a script sends; `raw` is not a frame of ours, its bytes go out as they are. */
export function payloadOf(frame: OutgoingFrame): {
  readonly kind: 'text' | 'binary' | 'ping' | 'raw';
  readonly payload: Buffer;
} {
  if ('json' in frame) return { kind: 'text', payload: Buffer.from(JSON.stringify(frame.json)) };
  if ('text' in frame) return { kind: 'text', payload: Buffer.from(frame.text) };
  if ('base64' in frame) return { kind: 'binary', payload: Buffer.from(frame.base64, 'base64') };
  if ('ping' in frame) return { kind: 'ping', payload: Buffer.from(frame.ping) };
  return { kind: 'raw', payload: Buffer.from(frame.raw, 'base64') };
}

/** The payload of a Close frame (RFC 6455 §5.5.1). Nothing is checked: a code may be wrong on purpose. */
export function closePayload(code?: number, reason = ''): Buffer {
  if (code === undefined) return Buffer.alloc(0);
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code & 0xffff);
  return Buffer.concat([payload, Buffer.from(reason)]);
}
