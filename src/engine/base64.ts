const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 §4 of the text's UTF-8 bytes. Written by hand: the pure rows have neither `Buffer` nor `TextEncoder`. */
export function encodeBase64(text: string): string {
  const bytes = [...encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|[^%]/g)].map(([character, hex]) =>
    hex === undefined ? character.charCodeAt(0) : Number.parseInt(hex, 16),
  );
  let encoded = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    encoded += ALPHABET[(bits >> 18) & 63] ?? '';
    encoded += ALPHABET[(bits >> 12) & 63] ?? '';
    encoded += b === undefined ? '=' : (ALPHABET[(bits >> 6) & 63] ?? '');
    encoded += c === undefined ? '=' : (ALPHABET[bits & 63] ?? '');
  }
  return encoded;
}

export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
