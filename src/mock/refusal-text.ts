import type { HandshakeGuard } from '../rules/handshake-attempt.ts';

/** The body of a refused handshake: which guard, why, and what would have passed. For people; ends in a newline. */
export function refusalText(
  guard: HandshakeGuard | 'request' | 'fault',
  reason: string,
  remedy: string,
): string {
  return `Countersign refused this handshake (${guard}).\n${reason}\n${remedy}\n`;
}

/** Most bytes of a Close frame's reason (RFC 6455 §5.5: 125 for the body, 2 of them for the code). */
const REASON_LIMIT = 123;

/** `text` cut to what a Close frame holds, never inside a character. */
export function closeReason(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= REASON_LIMIT) return text;
  const cut = new TextDecoder().decode(bytes.subarray(0, REASON_LIMIT - 3));
  return `${cut.replace(/\uFFFD+$/, '')}…`;
}
