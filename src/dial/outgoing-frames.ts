/** Where in its frames what is sent has come to, when it is sent in pieces. */
export interface OutgoingFrames {
  /** These bytes go out next. */
  pass(bytes: Uint8Array): void;
  /** A frame has begun and not ended: whatever comes now would be part of it (RFC 6455 §5.2). */
  readonly isMidFrame: boolean;
}

export function createOutgoingFrames(): OutgoingFrames {
  /** Of the frame that has begun; empty once its length is known. */
  let head: number[] = [];
  /** Bytes of its payload that are still to come. */
  let remaining = 0;
  return {
    pass(bytes) {
      let at = 0;
      while (at < bytes.length) {
        if (remaining > 0) {
          const taken = Math.min(remaining, bytes.length - at);
          remaining -= taken;
          at += taken;
          continue;
        }
        head.push(bytes[at] ?? 0);
        at += 1;
        if (head.length < headSize(head)) continue;
        remaining = payloadSize(head);
        head = [];
      }
    },
    get isMidFrame() {
      return remaining > 0 || head.length > 0;
    },
  };
}

/** RFC 6455 §5.2: two bytes, the extended length, the masking key. */
function headSize(head: readonly number[]): number {
  const [, second] = head;
  if (second === undefined) return 2;
  const length = second & 0x7f;
  return 2 + (length === 127 ? 8 : length === 126 ? 2 : 0) + ((second & 0x80) === 0 ? 0 : 4);
}

function payloadSize(head: readonly number[]): number {
  const length = (head[1] ?? 0) & 0x7f;
  if (length < 126) return length;
  return head.slice(2, length === 127 ? 10 : 4).reduce((size, byte) => size * 256 + byte, 0);
}
