import { extension, PerMessageDeflate } from 'ws';
import type { Header } from '../script/script.ts';
import { listOf } from './http-head.ts';
import { MAX_PAYLOAD } from './wire.ts';

const NAME = 'permessage-deflate';

/**
 * What reads the compressed messages of a server that has taken up an offer of permessage-deflate (RFC 7692).
 * `undefined`: nothing was agreed on, or the answer is not valid; then a compressed message breaks the protocol.
 */
export function agreedDeflate(
  sent: readonly Header[],
  answer: readonly Header[],
): PerMessageDeflate | undefined {
  const isOffered = listOf(sent, 'sec-websocket-extensions').some((one) => one.startsWith(NAME));
  const selected = listOf(answer, 'sec-websocket-extensions').join(', ');
  if (!isOffered || selected === '') return undefined;
  try {
    const agreed = extension.parse(selected)[NAME];
    if (agreed === undefined) return undefined;
    const deflate = new PerMessageDeflate({ maxPayload: MAX_PAYLOAD });
    deflate.accept(agreed);
    return deflate;
  } catch {
    return undefined;
  }
}
