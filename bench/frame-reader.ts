/** Opcodes of RFC 6455 §5.2 that a load has to tell apart. */
const TEXT = 1;
const PING = 9;

/** What came in a chunk: how many texts ended in it. */
export interface FrameReader {
  count(chunk: Buffer): number;
}

export interface FrameListener {
  /** The payload of the first text, and of no other: to read them all would be work. */
  first(text: string): void;
  ping(payload: Buffer): void;
}

/** Reads a server's frames; one may be cut anywhere. */
export function createFrameReader({ first, ping }: FrameListener): FrameReader {
  let rest: Buffer | undefined;
  let seen = false;
  return {
    count(chunk) {
      const data = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
      let at = 0;
      let texts = 0;
      while (data.length - at >= 2) {
        const short = (data[at + 1] ?? 0) & 0x7f;
        const head = short === 126 ? 4 : short === 127 ? 10 : 2;
        if (data.length - at < head) break;
        const length =
          short === 126
            ? data.readUInt16BE(at + 2)
            : short === 127
              ? Number(data.readBigUInt64BE(at + 2))
              : short;
        const end = at + head + length;
        if (data.length < end) break;
        const opcode = (data[at] ?? 0) & 0x0f;
        if (opcode === TEXT) {
          texts += 1;
          if (!seen) first(data.toString('utf8', at + head, end));
          seen = true;
        } else if (opcode === PING) ping(data.subarray(at + head, end));
        at = end;
      }
      rest = at === data.length ? undefined : data.subarray(at);
      return texts;
    },
  };
}

/** A client's frame, of at most 125 bytes; the mask is all zeros, so that the payload stands as it is. */
export function encodeFrame(payload: Buffer, opcode: number = TEXT): Buffer {
  if (payload.length > 125) throw new RangeError('A frame of the bench has at most 125 bytes.');
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
