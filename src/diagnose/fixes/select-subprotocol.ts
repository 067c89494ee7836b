import type { Facts } from '../facts.ts';
import { type FixTable, fixBy } from './by-server.ts';

/** How a server selects one of the subprotocols that a client offers. */
export function selectSubprotocol(facts: Facts, name: string): readonly string[] {
  const asgi = [`await websocket.accept(subprotocol="${name}")   # only one that the client has offered`];
  const table: FixTable = {
    'FastAPI on uvicorn': asgi,
    'an ASGI server (uvicorn, hypercorn)': asgi,
    'Django Channels on daphne': [`await self.accept(subprotocol="${name}")`],
    aiohttp: [`web.WebSocketResponse(protocols=["${name}"])`],
    tornado: [
      `def select_subprotocol(self, subprotocols): return "${name}" if "${name}" in subprotocols else None`,
    ],
    'Node ws': [`new WebSocketServer({ handleProtocols: (offered) => offered.has("${name}") && "${name}" })`],
    'Python websockets': [`websockets.serve(handler, subprotocols=["${name}"])`],
    'Tomcat or Spring': [`handshakeHandler.setSupportedProtocols("${name}")`],
    'Go gorilla/websocket': [`websocket.Upgrader{Subprotocols: []string{"${name}"}}`],
    'Go coder/websocket': [`websocket.AcceptOptions{Subprotocols: []string{"${name}"}}`],
  };
  return fixBy(facts, table, [
    `FastAPI: await websocket.accept(subprotocol="${name}"). Node ws: handleProtocols. aiohttp: WebSocketResponse(protocols=["${name}"]).`,
  ]);
}
