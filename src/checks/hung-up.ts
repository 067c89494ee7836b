import type { CloseRecord, ConnectionRecord } from '../transcript/transcript.ts';

/** Done, going away, and a Close without a code (RFC 6455 §7.4.1): none of them says that something went wrong. */
const CLEAN = new Set([1000, 1001, 1005]);

/**
 * The Close by which a server that is done ended the connection. How long a connection stays open after a reply is
 * nothing that AsyncAPI has a word for: what could not be asked any more because of it is observed.
 */
export function hungUp({ close }: ConnectionRecord): CloseRecord | undefined {
  return close?.by === 'server' && close.how === 'close-frame' && CLEAN.has(close.code) ? close : undefined;
}
