const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The characters that stand in any base64 text (RFC 4648 §4) in which these bytes occur with `offset` bytes
 * before them (0 to 2: what comes before in threes shifts nothing), whatever stands around them.
 */
export function base64Core(bytes: readonly number[], offset: number): string {
  const padded = [...Array<number>(offset).fill(0), ...bytes];
  let text = '';
  for (let bit = 0; bit + 6 <= padded.length * 8; bit += 6) {
    const pair = ((padded[bit >> 3] ?? 0) << 8) | (padded[(bit >> 3) + 1] ?? 0);
    text += ALPHABET[(pair >> (10 - (bit & 7))) & 0x3f];
  }
  return text.slice(Math.ceil((offset * 8) / 6));
}

/** The UTF-8 bytes of a text; lone surrogates become U+FFFD. */
export function utf8Bytes(text: string): number[] {
  const encoded = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  const bytes: number[] = [];
  for (let i = 0; i < encoded.length; i += 1) {
    if (encoded[i] === '%') {
      bytes.push(Number.parseInt(encoded.slice(i + 1, i + 3), 16));
      i += 2;
    } else bytes.push(encoded.charCodeAt(i));
  }
  return bytes;
}
