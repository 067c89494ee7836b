import { headerValue } from '../../rules/credential-value.ts';
import { type Cause, defineCause } from '../cause.ts';
import { fieldOf } from '../facts.ts';
import { saysVersion } from '../own-words.ts';
import { sayReception } from '../words.ts';

export const version: Cause = defineCause({
  id: 'VERSION',
  title: 'Client and server speak different versions of the protocol',
  explain:
    'The header Sec-WebSocket-Version names the version; 13 is the only one of RFC 6455. A server that does not know the one that is asked for refuses, and should list those that it knows (RFC 6455 §4.4).',
  likelihood(facts) {
    const { base } = facts;
    if (base?.kind !== 'refused' || !saysVersion(facts)) return undefined;
    const known = fieldOf(base.outcome.headers, 'sec-websocket-version');
    return {
      sure: 'proven',
      why: `The server says so itself: ${sayReception(base)}${known === undefined ? '' : `, Sec-WebSocket-Version: ${known}`}.`,
      by: ['baseline'],
    };
  },
  advice({ base, subject }) {
    const sent = headerValue(subject.headers, 'sec-websocket-version') ?? '13';
    const known =
      base?.kind === 'refused' ? fieldOf(base.outcome.headers, 'sec-websocket-version') : undefined;
    return sent === '13'
      ? {
          sentence: `The server does not speak version 13, the one of RFC 6455 and of every browser${known === undefined ? '' : `; it knows ${known}`}.`,
          fix: ['Update the WebSocket library of the server: drafts before RFC 6455 are dead since 2012.'],
        }
      : {
          sentence: `The client asks for version ${sent} of the protocol, and the server does not know it${known === undefined ? '' : `; it knows ${known}`}.`,
          fix: ['Send Sec-WebSocket-Version: 13; better, let a WebSocket library make the handshake.'],
        };
  },
});
