import { base64Of } from './base64.ts';

/** RFC 6455 §5.2: what a frame says of itself. */
export interface RawFrame {
  /** Default: the last of its message. */
  readonly fin?: boolean;
  /** The three reserved bits, as a number: 4 is RSV1. Default 0. */
  readonly rsv?: number;
  /** 0 continuation, 1 text, 2 binary, 8 Close, 9 Ping, 10 Pong; the others are reserved. */
  readonly opcode: number;
  readonly payload: readonly number[];
  /** Default true: a client masks (§5.3). */
  readonly masked?: boolean;
  /** The length as it is to stand in the header, where it is to be another than that of the payload. Most 2⁶⁴ − 1. */
  readonly length?: bigint;
}

/** Any key does that is not zero: it has to be unpredictable only for those who can choose the payload (§10.3). */
const KEY: readonly number[] = [0x1a, 0x2b, 0x3c, 0x4d];

/** The bytes of these frames, one behind the other, in base64: what `{ raw }` of a script sends. */
export function rawFrames(...frames: readonly RawFrame[]): string {
  return base64Of(frames.flatMap(frameBytes));
}

/** The same, cut into at most `count` pieces of equal length: as TCP may deliver them. */
export function rawPieces(count: number, ...frames: readonly RawFrame[]): readonly string[] {
  const bytes = frames.flatMap(frameBytes);
  const size = Math.max(1, Math.ceil(bytes.length / count));
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    base64Of(bytes.slice(i * size, (i + 1) * size)),
  );
}

function frameBytes({ fin = true, rsv = 0, opcode, payload, masked = true, length }: RawFrame): number[] {
  const key = masked ? KEY : [];
  return [
    (fin ? 0x80 : 0) | ((rsv & 7) << 4) | (opcode & 15),
    ...lengthBytes(payload.length, length, masked),
    ...key,
    ...payload.map((byte, i) => byte ^ (key[i % 4] ?? 0)),
  ];
}

/** As short as it can be (§5.2), unless it is given. */
function lengthBytes(length: number, given: bigint | undefined, masked: boolean): readonly number[] {
  const bit = masked ? 0x80 : 0;
  if (given !== undefined || length > 0xffff) {
    const value = given ?? BigInt(length);
    return [bit | 127, ...[7, 6, 5, 4, 3, 2, 1, 0].map((i) => Number((value >> BigInt(8 * i)) & 255n))];
  }
  return length < 126 ? [bit | length] : [bit | 126, length >> 8, length & 255];
}
