/** How a frame may be wrong. Left out: as RFC 6455 §5.2 wants it of a client. */
export interface FrameOptions {
  readonly fin?: boolean;
  /** 0 to 7: RSV1 is 4. Default 0. */
  readonly reserved?: number;
  readonly masked?: boolean;
  /** The length that the head tells. Default: the true one. */
  readonly length?: number | bigint;
  /** How the length is written. Default: the shortest. */
  readonly form?: 7 | 16 | 64;
}

export const TEXT = 0x1;
export const BINARY = 0x2;
export const CONTINUATION = 0x0;
export const CLOSE = 0x8;
export const PING = 0x9;
export const PONG = 0xa;

/** The bytes of one frame, right or wrong. The mask is all zeros, so the payload stands as it is. */
export function frame(opcode: number, payload: Buffer | string, options: FrameOptions = {}): Buffer {
  const { fin = true, reserved = 0, masked = true } = options;
  const body = Buffer.from(payload);
  const length = options.length ?? body.length;
  const form = options.form ?? (length < 126 ? 7 : length < 65_536 ? 16 : 64);
  const head = Buffer.alloc(form === 7 ? 2 : form === 16 ? 4 : 10);
  head[0] = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  head[1] = (masked ? 0x80 : 0) | (form === 7 ? Number(length) & 0x7f : form === 16 ? 126 : 127);
  if (form === 16) head.writeUInt16BE(Number(length) & 0xffff, 2);
  if (form === 64) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat(masked ? [head, Buffer.alloc(4), body] : [head, body]);
}

/** So many copies of it, in one buffer. */
export function times(bytes: Buffer, count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, () => bytes));
}

export function closePayload(code: number, reason: Buffer | string = ''): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return Buffer.concat([head, Buffer.from(reason)]);
}
