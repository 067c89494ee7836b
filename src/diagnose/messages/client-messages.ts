import type { MessageRule } from './message-rule.ts';

/** What a client does or refuses by itself, before or without any answer of the server. */
export const CLIENT_MESSAGES: readonly MessageRule[] = [
  {
    pattern: /ERR_UNSAFE_PORT|port (is )?not allowed|NS_ERROR_PORT_ACCESS_NOT_ALLOWED/i,
    causes: ['BAD-PORT'],
    sentence:
      'Browsers refuse this port (a list of the Fetch standard) and never connect to it: take another one. Nothing reaches the server, and no other client refuses it.',
    fix: ['Let the server listen on another port: 8000, 8080, 3000.'],
  },
  {
    pattern:
      /insecure WebSocket connection may not be initiated|Mixed Content|was not allowed to run insecure content|SecurityError: The operation is insecure|Mixed Active Content/i,
    causes: ['MIXED-CONTENT'],
    sentence:
      'A page that came over https may not open ws:// (except to localhost): the browser stopped it, and nothing was sent.',
    fix: ['Use wss:// where the page has https://: new URL("/ws", location.href.replace(/^http/, "ws"))'],
  },
  {
    pattern: /Content.Security.Policy|settings blocked the loading of a resource/i,
    causes: ['CSP'],
    sentence: "The page's own Content-Security-Policy forbids it: nothing was sent.",
    fix: [
      "Add the ws:// or wss:// origin of the server to connect-src: 'self' does not cover it in every browser.",
    ],
  },
  {
    pattern: /LOCAL_NETWORK_ACCESS|PRIVATE_NETWORK|loopback address space|local network/i,
    causes: ['LNA'],
    sentence: 'The browser does not let this page reach the local network without permission.',
    fix: ['Open the page from the same address space, or over https with the permission.'],
  },
  {
    pattern: /CLEARTEXT communication|App Transport Security/i,
    causes: ['CLEARTEXT'],
    sentence: 'The operating system of the phone forbids connections without TLS: nothing was sent.',
    fix: [
      'Use wss://; for development, Android: networkSecurityConfig with cleartextTrafficPermitted for that host, iOS: NSAllowsLocalNetworking.',
      'From the Android emulator, the machine that it runs on is 10.0.2.2, not localhost.',
    ],
  },
  {
    pattern:
      /closed before the connection (is|was) established|interrupted while the page was loading|WebSocket is already in CLOSING/i,
    causes: ['CLIENT-GAVE-UP'],
    sentence:
      'The client closed before the server had answered: a page that was left, a component that was mounted twice (React.StrictMode does that in development), or a time limit of its own.',
    fix: [
      'Close in the clean-up of the effect only what this very effect opened. In development alone, and once, it is harmless.',
    ],
  },
  {
    pattern:
      /Invalid URL|The URL .* is invalid|URL's scheme must be|Failed to construct 'WebSocket'|SyntaxError: .*WebSocket|malformed ws or wss URL/i,
    causes: ['BAD-URL'],
    sentence: 'The URL is none that a WebSocket can have: nothing was sent.',
    fix: ['ws:// or wss:// (browsers of today also take http:// and https://), a host, and no "#" part.'],
  },
  {
    pattern: /blocked by CORS policy|Cross-Origin Request Blocked|CORS header|Same Origin Policy/i,
    causes: ['CORS-COMPANIONS', 'TOKEN-ENDPOINT'],
    sentence:
      'CORS is about fetch, never about WebSockets: an HTTP answer came without Access-Control-Allow-Origin. A 500 of Starlette, and a server that is down, look like this too: look at the status first.',
  },
  {
    pattern:
      /Socket\.IO server in v2\.x with a v3\.x client|unsupported version of the Socket\.IO or Engine\.IO|Transport unknown|Session ID unknown/i,
    causes: ['WRONG-PROTOCOL-FAMILY'],
    sentence: 'Client and server speak Socket.IO of different versions, or one of them speaks none.',
    fix: ['Take the same major version on both sides; a plain WebSocket is none that Socket.IO understands.'],
  },
  {
    pattern: /Subprotocol not acceptable|\b4406\b/,
    causes: ['SUBPROTOCOL-MISSING', 'SUBPROTOCOL-UNSUPPORTED'],
    sentence: 'The server of GraphQL wants a subprotocol, and was offered none or another.',
    fix: ['new WebSocket(url, "graphql-transport-ws"), or the client of graphql-ws, which does so.'],
  },
  {
    pattern: /xhr poll error|websocket error|connect_error/i,
    causes: ['NET-REFUSED', 'WRONG-PATH', 'CORS-COMPANIONS', 'WRONG-PROTOCOL-FAMILY'],
    sentence:
      'The client of Socket.IO says no more than that its transport failed: nothing listens, the path is another (default /socket.io/), CORS refuses the polling, or the server speaks no Socket.IO.',
  },
];
