import type { DialTarget } from './dial-target.ts';
import { baseOf } from './dial-target.ts';
import { requestOnce } from './http-request.ts';
import { openWebSocket } from './open-websocket.ts';
import type { Transport } from './transport.ts';

export type { DialTarget } from './dial-target.ts';

/** Runs scripts over real sockets: each connection and each request has one of its own. */
export function createNetTransport(target: DialTarget): Transport {
  return {
    base: baseOf(target),
    open: (opening, within) => openWebSocket(target, opening, within),
    request: (step) => requestOnce(target, step),
  };
}
