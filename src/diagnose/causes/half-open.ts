import { type Cause, defineCause } from '../cause.ts';
import { isHeard, pinged } from '../open-facts.ts';
import { isAsgi } from '../words.ts';

export const halfOpen: Cause = defineCause({
  id: 'HALF-OPEN',
  title: 'The connection is open, and nobody is at its other end',
  explain:
    'TCP is up, but a Ping gets no Pong, which every WebSocket library answers by itself (RFC 6455 §5.5.3): the process is stopped or blocked, the handler panicked after the upgrade, or a NAT or proxy has forgotten the connection.',
  likelihood(facts) {
    if (facts.refused || facts.base === undefined || pinged(facts) !== false || isHeard(facts))
      return undefined;
    return {
      sure: isAsgi(facts) ? 'possible' : 'likely',
      why: 'Two Pings are not answered, the second within 5 s, though TCP stays open.',
      by: ['baseline', 'ping', 'ping, again'],
      tell: 'Is the process alive and its event loop free? Connect past every proxy and send a Ping.',
    };
  },
  advice: () => ({
    sentence:
      'The handshake is answered, and then nothing more is read: not even a Ping, which every WebSocket library answers by itself.',
    fix: [
      'Look whether the process is stopped, blocked, or has lost the handler of this connection (gorilla: a panic after Upgrade).',
      'Send Pings from both sides, and end a connection whose Pong does not come: new WebSocket libraries have a setting for it.',
    ],
  }),
});
