import type { Facts } from '../facts.ts';
import { isAsgi } from '../words.ts';
import { type FixTable, fixBy } from './by-server.ts';

/** How a page is let in. */
export function allowOrigin(facts: Facts, page: string): readonly string[] {
  if (isAsgi(facts))
    return [
      `ALLOWED = {"${page}"}`,
      'if websocket.headers.get("origin") not in ALLOWED:',
      '    await websocket.close(1008); return        # before accept: the client gets 403',
      'Compare exactly: scheme, host and port, without a slash at the end.',
    ];
  const table: FixTable = {
    'Django Channels on daphne': [
      `OriginValidator(app, ["${page}"]) must name it; AllowedHostsOriginValidator takes the host names of ALLOWED_HOSTS.`,
    ],
    tornado: [`def check_origin(self, origin): return origin == "${page}"`],
    'Node ws': [`In verifyClient or the upgrade handler, compare req.headers.origin with "${page}".`],
    'Python websockets': [
      `websockets.serve(handler, origins=["${page}"])   # None in the list: a client without Origin`,
    ],
    'Flask-SocketIO': [`SocketIO(app, cors_allowed_origins=["${page}"])`],
    'Socket.IO': [
      `allowRequest: (req, callback) => callback(null, req.headers.origin === "${page}")   // cors.origin is for polling only`,
    ],
    'Go gorilla/websocket': [`Upgrader.CheckOrigin: r.Header.Get("Origin") == "${page}"`],
    'Go coder/websocket': [`AcceptOptions{OriginPatterns: []string{"${page.replace(/^https?:\/\//, '')}"}}`],
    'Tomcat or Spring': [`registry.addHandler(…).setAllowedOrigins("${page}")`],
    Phoenix: [`config :my_app, MyAppWeb.Endpoint, check_origin: ["${page}"]`],
    'ASP.NET Core': [`app.UseWebSockets(new WebSocketOptions { AllowedOrigins = { "${page}" } });`],
    'Rails ActionCable': [`config.action_cable.allowed_request_origins = ["${page}"]`],
  };
  return fixBy(facts, table, [
    `Add ${page} exactly (scheme, host, port, no slash) to the list that the WebSocket handler checks.`,
  ]);
}
