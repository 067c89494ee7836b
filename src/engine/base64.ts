import { base64Of, utf8Of } from '../script/base64.ts';

/** RFC 4648 §4 of the text's UTF-8 bytes. */
export function encodeBase64(text: string): string {
  return base64Of(utf8Of(text));
}

export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
