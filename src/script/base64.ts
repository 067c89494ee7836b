const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A text as the bytes of its UTF-8; lone surrogates become U+FFFD. */
export function utf8Of(text: string): number[] {
  const encoded = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  return [...encoded.matchAll(/%([0-9A-F]{2})|[^%]/g)].map(([character, hex]) =>
    hex === undefined ? character.charCodeAt(0) : Number.parseInt(hex, 16),
  );
}

/** RFC 4648 §4, with padding. By hand: the pure rows have no `Buffer`. */
export function base64Of(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += `${ALPHABET[bits >> 18]}${ALPHABET[(bits >> 12) & 63]}`;
    text += b === undefined ? '=' : ALPHABET[(bits >> 6) & 63];
    text += c === undefined ? '=' : ALPHABET[bits & 63];
  }
  return text;
}

/** RFC 4648 §5, without padding: letters that may stand in a URL, and in a subprotocol. */
export function base64UrlOf(bytes: readonly number[]): string {
  return base64Of(bytes).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
}
