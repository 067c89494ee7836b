/** Bytes for people: printable ASCII as it is, everything else as `\xNN`. */
export function printable(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes)
    text +=
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  return text;
}
