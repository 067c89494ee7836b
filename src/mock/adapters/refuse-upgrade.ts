import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Header } from '../../script/script.ts';

/** How long a refused client may take to read its refusal before TCP is ended for it. ms. */
const LINGER = 1_000;

/** Answers an upgrade request with something else than 101, and ends TCP. */
export function refuseUpgrade(
  socket: Duplex,
  { status, headers, body }: { status: number; headers: readonly Header[]; body: string },
): void {
  const lines: Header[] = [...headers];
  const has = (name: string): boolean => lines.some(([header]) => header.toLowerCase() === name);
  if (!has('connection')) lines.push(['Connection', 'close']);
  if (!has('content-type')) lines.push(['Content-Type', 'text/plain; charset=utf-8']);
  lines.push(['Content-Length', String(Buffer.byteLength(body))], ['Date', new Date().toUTCString()]);
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n${body}`);
  // Unread bytes would turn our FIN into a reset, and the client might lose the answer.
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER);
  socket.once('end', () => socket.destroy());
  socket.once('close', () => clearTimeout(timer));
}
