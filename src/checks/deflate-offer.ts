import type { Finding } from '../result/result.ts';
import type { Opening } from '../script/script.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import { withHeaders } from './odd-handshake.ts';

/** A handshake that offers to compress. */
export function offerDeflate(opening: Opening, parameters = ''): Opening {
  return withHeaders(opening, ['Sec-WebSocket-Extensions', `permessage-deflate${parameters}`]);
}

/** For a server that does not compress, which is its right: nothing may then be sent compressed. */
export function declinedDeflate({ handshake: { outcome } }: ConnectionRecord): Finding | undefined {
  const selected = outcome.kind === 'accepted' ? (outcome.extensions ?? '') : '';
  return /^\s*permessage-deflate\b/i.test(selected)
    ? undefined
    : {
        outcome: 'passed',
        message: 'The server does not compress, as it may.',
        sent: 'a handshake that offers permessage-deflate',
        received: 'an answer without it',
        rule: 'RFC 7692 §5',
      };
}
