/** Bytes as the base64 (RFC 4648 §4) in which the engine speaks of them. Where there is no `Buffer` too. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // A call takes so many arguments and no more.
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

const CHUNK = 8_192;
