import type { Facts } from '../facts.ts';
import { isAsgi } from '../words.ts';
import { type FixTable, fixBy } from './by-server.ts';

/** How a WebSocket is registered at a path. */
export function registerRoute(facts: Facts, path: string): readonly string[] {
  if (isAsgi(facts))
    return [
      `@app.websocket("${path}")  on the very app that uvicorn loads,`,
      'or app.include_router(router, prefix=…): mind the prefix, and that the line is there and not commented out.',
      'A trailing slash counts: Starlette redirects HTTP, never a WebSocket.',
      'Restart the server: is it the code that you look at?',
    ];
  const table: FixTable = {
    aiohttp: [`app.router.add_get("${path}", handler)   # a slash at the end counts`],
    tornado: [`Application([(r"${path}", Handler)])   # the pattern has to fit the whole path`],
    'Django Channels on daphne': [
      `URLRouter([path("${path.replace(/^\//, '')}", Consumer.as_asgi())])   # no slash at the front; one at the end counts`,
      'ProtocolTypeRouter needs the key "websocket": URLRouter(…).',
    ],
    'Node ws': [
      `new WebSocketServer({ server, path: "${path}" })   // compared exactly, without the query`,
      'Two WebSocketServers on one HTTP server refuse each other: use noServer and server.on("upgrade").',
    ],
    Express: [
      `const server = http.createServer(app); new WebSocketServer({ server, path: "${path}" }); server.listen(…)`,
    ],
    Fastify: [`app.get("${path}", { websocket: true }, handler)   // after await app.register(websocket)`],
    'Tomcat or Spring': [
      `registry.addHandler(handler, "${path}")   // or @ServerEndpoint("${path}"); the context path comes before it`,
    ],
    'Go net/http': [`http.HandleFunc("${path}", serveWs)`],
    'Go gorilla/websocket': [`http.HandleFunc("${path}", serveWs)`],
    Jetty: [
      `container.addMapping("${path}", creator)   // JettyWebSocketServletContainerInitializer; the context path comes before it`,
    ],
    Phoenix: [
      `socket "${path.replace(/\/websocket$/, '')}", MyAppWeb.UserSocket, websocket: true   // in endpoint.ex; the WebSocket is at ${path.replace(/\/websocket$/, '')}/websocket`,
    ],
    'ASP.NET Core': [
      `app.UseWebSockets(); app.Map("${path}", …)   or app.MapHub<ChatHub>("${path}") for SignalR`,
    ],
    axum: [`Router::new().route("${path}", any(handler))   // a slash at the end counts`],
    Rails: [`mount ActionCable.server => "${path}"   // config/routes.rb; by default it is at /cable`],
    'Rails ActionCable': [`mount ActionCable.server => "${path}"`],
  };
  return fixBy(facts, table, [
    'Register a WebSocket at this path in the server that listens there, or correct the path in the client.',
  ]);
}
