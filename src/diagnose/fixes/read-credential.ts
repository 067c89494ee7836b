import type { Facts } from '../facts.ts';
import { type FixTable, fixBy } from './by-server.ts';

const BROWSER = 'A browser page cannot set headers on a WebSocket: cookie, query or subprotocol only.';
const CLIENT = 'Fetch a token before every attempt, and send it there.';

/** How a client shows who it is, and how that server sees it. */
export function readCredential(facts: Facts): readonly string[] {
  const asgi =
    'On the server: token = websocket.query_params.get("token"), websocket.cookies.get("session").';
  const table: FixTable = {
    'FastAPI on uvicorn': [CLIENT, asgi, BROWSER],
    'an ASGI server (uvicorn, hypercorn)': [CLIENT, asgi, BROWSER],
    'Django Channels on daphne': [
      CLIENT,
      'On the server: AuthMiddlewareStack(URLRouter(…)) reads the session cookie; a token in the query is yours to read from scope["query_string"].',
      BROWSER,
    ],
    'Node ws': [
      CLIENT,
      'On the server: new URL(req.url, "ws://host").searchParams.get("token"); verifyClient\'s callback(false, 401, "why") says why.',
      BROWSER,
    ],
    nginx: [
      'auth_basic guards the WebSocket as it guards every page: send Authorization, or take the location out of it (auth_basic off).',
      BROWSER,
    ],
  };
  if (facts.proxyPage === 'nginx' && table.nginx !== undefined) return table.nginx;
  return fixBy(facts, table, [CLIENT, BROWSER]);
}
