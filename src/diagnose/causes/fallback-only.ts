import { type Cause, defineCause } from '../cause.ts';
import { pollingOf } from '../polling.ts';
import { sayReception } from '../words.ts';

export const fallbackOnly: Cause = defineCause({
  id: 'FALLBACK-ONLY',
  title: 'The backend has no WebSocket; its fallback works',
  explain:
    'Socket.IO does without WebSockets: it polls over HTTP. A server without a WebSocket library (Flask-SocketIO or python-socketio with threads) offers polling only.',
  likelihood(facts) {
    const polling = pollingOf(facts);
    if (polling === undefined || polling.upgrades || facts.base === undefined) return undefined;
    return {
      sure: 'proven',
      why: `Socket.IO's polling is answered, and says "upgrades":[]: it offers no WebSocket. The handshake gets ${sayReception(facts.base)}.`,
      by: ['baseline', polling.id],
    };
  },
  advice: () => ({
    sentence: 'This backend has no WebSocket at all; Socket.IO over HTTP polling works.',
    fix: [
      'Leave the client as it is, if polling is enough: transports: ["polling"] ends the failing attempts.',
      'For a WebSocket: pip install simple-websocket (threading), or run it on eventlet, gevent or an ASGI server.',
    ],
  }),
});
