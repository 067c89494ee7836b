/**
 * Where a status of HTTP stands in what clients and servers print. A number alone is none: it may be a port or a line.
 * Sources: HANDSHAKE 4.8 and 4.9, SERVERS.md; those of OkHttp and undici were looked up in public code.
 */
const PLACES: readonly RegExp[] = [
  /Unexpected (?:server )?response(?: code)?:? \(?(\d{3})/i,
  /rejected WebSocket connection: (?:HTTP )?(\d{3})/i,
  /WSServerHandshakeError: (\d{3})/,
  /"WebSocket [^"\n]*" (\d{3})/,
  /connection rejected \((\d{3})/i,
  /Expected HTTP 101 response but was '(\d{3})/i,
  /status code 101 but got (\d{3})/i,
  /status code '(\d{3})' when/i,
  /unexpected status code:? \(?(\d{3})/i,
  /Invalid status code(?: received)?:? (\d{3})/i,
  /(?:tornado\.access|HTTPClientError): (?:HTTP )?(\d{3})/,
  /tornado\.access:(\d{3})/,
  /"[A-Z]+ \S+ HTTP\/\d(?:\.\d)?" (\d{3})/,
  /HTTP\/1\.[01] (\d{3})/,
  /HTTP(?: error)?:? (\d{3})\b/,
  /bad handshake.{0,40}?\b(\d{3})\b/i,
  /\bstatus(?:[ _]?code)?["']?\s*[:=]\s*["']?(\d{3})\b/i,
  /\b(\d{3}) \(?(?:Forbidden|Unauthorized|Not Found|Bad Request|Bad Gateway|Service Unavailable|Gateway Time-?out|Upgrade Required|Too Many Requests|Internal Server Error|Method Not Allowed|Proxy Authentication)/i,
  /^\s*(\d{3})\s*$/,
];

/** The status that a pasted text tells; `undefined` where it tells none. */
export function statusIn(text: string): number | undefined {
  for (const place of PLACES) {
    const status = Number(place.exec(text)?.[1]);
    if (status >= 100 && status < 600) return status;
  }
  return undefined;
}
