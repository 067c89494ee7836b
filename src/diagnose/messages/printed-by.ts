const CHROMIUM = 'Chrome, Edge or another Chromium';

/** Whose words a pasted text are, the more telling first. */
const PRINTERS: readonly (readonly [pattern: RegExp, by: string])[] = [
  [/Firefox can.t establish a connection|NS_ERROR_|was interrupted while the page was loading/i, 'Firefox'],
  [
    /WebSocket connection to '[^']*' failed: (Could not connect to the server|There was a bad response|The network connection was lost|The certificate for this server|The operation couldn.t be completed|A server with the specified hostname|The Internet connection)/i,
    'Safari',
  ],
  [
    /WebSocket connection to '[^']*' failed|net::ERR_|blocked by CORS policy|violates the following Content Security Policy/i,
    CHROMIUM,
  ],
  [
    /^\s*INFO:.*"WebSocket |connection rejected \(\d{3}|Exception in ASGI application|Unsupported upgrade request|No supported WebSocket library/im,
    'uvicorn',
  ],
  [
    /WebSocket (HANDSHAKING|REJECT|CONNECT|DISCONNECT) \/|No route found for path|No application configured for scope type/,
    'Django Channels',
  ],
  [
    /while connecting to upstream|reading response header from upstream|no live upstreams|host not found in upstream|upstream timed out|while proxying upgraded connection/i,
    'nginx',
  ],
  [
    /websockets\.exceptions\.|server rejected WebSocket connection|InvalidStatus(Code)?\b|during opening handshake|keepalive ping timeout|no close frame received/i,
    'Python websockets',
  ],
  [/aiohttp\.|WSServerHandshakeError|Cannot connect to host .* ssl:/, 'aiohttp'],
  [/tornado\./, 'tornado'],
  [/Received network error or non-101 status code|undici/i, 'undici, the WebSocket of Node itself'],
  [/WebSocketError: (Received unexpected status code|I\/O failure|WebSocketError)|^websocat:/m, 'websocat'],
  [/^error: (Unexpected server response|connect E|socket hang up|getaddrinfo|Opening handshake)/m, 'wscat'],
  [
    /Unexpected server response: \d|Opening handshake has timed out|WebSocket was closed before the connection was established|WS_ERR_/,
    'ws for Node',
  ],
  [
    /websocket: (bad handshake|close \d|request origin|the client is not using|not a websocket|unsupported version)|dial tcp|x509:|tls: first record/,
    'Go (gorilla/websocket)',
  ],
  [/failed to WebSocket dial|expected handshake response status code/, 'Go (coder/websocket)'],
  [
    /Expected HTTP 101 response|java\.net\.|java\.io\.EOF|CLEARTEXT communication|sent ping but didn.t receive pong/,
    'OkHttp',
  ],
  [
    /Whoops! Lost connection|AccessDeniedException|Origin header value|Handshake failed due to|org\.springframework/i,
    'Spring or its STOMP client',
  ],
  [
    /xhr poll error|connect_error|TransportError|io server disconnect|Socket\.IO server in v2/i,
    'the client of Socket.IO',
  ],
  [/status code '\d{3}' when status code '101' was expected|System\.Net\.WebSockets/, '.NET'],
  [/\[vite\]|ws proxy (socket )?error/i, 'Vite'],
];

/** `undefined`: nobody who is known here. */
export function printedBy(text: string): string | undefined {
  return PRINTERS.find(([pattern]) => pattern.test(text))?.[1];
}

export function isBrowser(by: string | undefined): boolean {
  return by === CHROMIUM || by === 'Firefox' || by === 'Safari';
}
