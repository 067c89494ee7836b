import { isJsonObject, type Json } from '../contract/json.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The times of a JSON Web Token in s since 1970 (RFC 7519 §4.1.4, §4.1.5); `undefined` where it is none. Nothing is verified. */
export function jwtTimes(
  token: string,
): { readonly exp?: number; readonly nbf?: number; readonly iat?: number } | undefined {
  const [head, claims] = token.split('.');
  if (head === undefined || claims === undefined || !head.startsWith('eyJ')) return undefined;
  const parsed = parse(decodeBase64Url(claims));
  if (!isJsonObject(parsed)) return undefined;
  const time = (name: string): number | undefined => {
    const value = parsed[name];
    return typeof value === 'number' ? value : undefined;
  };
  const [exp, nbf, iat] = [time('exp'), time('nbf'), time('iat')];
  return {
    ...(exp === undefined ? {} : { exp }),
    ...(nbf === undefined ? {} : { nbf }),
    ...(iat === undefined ? {} : { iat }),
  };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** RFC 4648 §5, to Latin-1: the names and numbers that are looked for are ASCII. */
function decodeBase64Url(text: string): string {
  let bits = 0;
  let held = 0;
  let out = '';
  for (const letter of text.replace(/=+$/, '')) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return '';
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += String.fromCharCode((held >> bits) & 0xff);
    }
  }
  return out;
}
