/** Most bytes of one stored block (RFC 1951 §3.2.4). */
const BLOCK = 65_535;

/**
 * The payload of a compressed message, made of blocks that are stored as they are (RFC 7692 §7.2.3.3): as valid as one
 * that is really smaller.
 */
export function deflated(bytes: readonly number[]): readonly number[] {
  const blocks: number[] = [];
  for (let at = 0; at < bytes.length; at += BLOCK) {
    const block = bytes.slice(at, at + BLOCK);
    const length = [block.length & 255, block.length >> 8];
    blocks.push(0, ...length, ...length.map((byte) => byte ^ 255));
    for (const byte of block) blocks.push(byte);
  }
  // The empty block at the end, of which `00 00 ff ff` is left away.
  return [...blocks, 0];
}
