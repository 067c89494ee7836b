import type { MessageRule } from './message-rule.ts';

/** Log lines of servers and proxies: they name the cause where the client sees only a status. */
export const SERVER_MESSAGES: readonly MessageRule[] = [
  {
    pattern: /No supported WebSocket library detected|Unsupported upgrade request/i,
    causes: ['NO-WS-SUPPORT'],
    sentence: 'uvicorn runs without a WebSocket library, and answers every WebSocket as plain HTTP.',
    fix: ['pip install "uvicorn[standard]", and restart it; not with --ws none.'],
  },
  {
    pattern: /No route found for path ['"]?([^'"\s]+)/,
    causes: ['NO-ROUTE'],
    sentence: 'Django Channels has no route for this path, and answers 500.',
    fix: [
      'Add it to the URLRouter of asgi.py: a path without the leading slash, and with the trailing one that you mean.',
    ],
  },
  {
    pattern: /No application configured for scope type ['"]?websocket/,
    causes: ['NO-WS-SUPPORT'],
    sentence: 'The ProtocolTypeRouter of Django Channels has no entry for "websocket".',
    fix: ['asgi.py: ProtocolTypeRouter({"http": …, "websocket": AuthMiddlewareStack(URLRouter(…))})'],
  },
  {
    pattern: /request origin not allowed by Upgrader\.CheckOrigin/,
    causes: ['ORIGIN-DENIED'],
    sentence:
      'gorilla/websocket refuses the Origin: without a CheckOrigin of your own it must be the host itself.',
    fix: ['Upgrader{CheckOrigin: func(r *http.Request) bool { return allowed[r.Header.Get("Origin")] }}'],
  },
  {
    pattern:
      /Origin header value (\S+ )?not allowed|request Origin "[^"]*" is not authorized|Cross origin websockets not allowed|Not an accepted origin|Request from invalid origin/i,
    causes: ['ORIGIN-DENIED'],
    sentence: 'The server itself says that it does not allow this Origin.',
    fix: [
      'Put the origin of the page on its list, letter by letter: scheme, host and port, no slash at the end.',
    ],
  },
  {
    pattern: /allowedOrigins cannot contain the special value "?'?\*/,
    causes: ['ORIGIN-DENIED'],
    sentence: 'Spring does not take "*" as an allowed origin together with credentials.',
    fix: ['Name the origins: registry.addEndpoint("/ws").setAllowedOrigins("https://app.example.com")'],
  },
  {
    pattern:
      /the client is not using the websocket protocol|Can "Upgrade" only to "WebSocket"|No WebSocket UPGRADE hdr|invalid Upgrade header: null|missing Upgrade header|'upgrade' token not found/i,
    causes: ['UPGRADE-STRIPPED', 'HTTP-ONLY-PATH'],
    sentence:
      'The request reached the WebSocket code without its Upgrade header: a proxy on the way took it away, or it was a plain GET.',
    fix: [
      'nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";',
    ],
  },
  {
    pattern: /upstream timed out[^\n]*(reading upstream|proxying upgraded|while proxying)/i,
    causes: ['IDLE-TIMEOUT'],
    sentence: 'nginx ended the connection because nothing went over it for 60 s (proxy_read_timeout).',
    fix: ['proxy_read_timeout 3600s; or a Ping of the server every 30 s.'],
  },
  {
    pattern:
      /connect\(\) failed \(111|connect\(\) to \S+ failed|no live upstreams|host not found in upstream|upstream prematurely closed|upstream timed out|ws proxy (socket )?error[^\n]*ECONN/i,
    causes: ['UPSTREAM-DOWN'],
    sentence:
      'The proxy is up, and what stands behind it is not: not started, another port, or another name.',
    fix: [
      'Start it, or correct the address in the proxy. Inside a container, localhost is the container itself.',
    ],
  },
  {
    pattern: /JSONDecodeError|KeyError: ['"](text|bytes)['"]/,
    causes: ['HANDLER-CRASH-POST'],
    sentence:
      'The handler fails on a message that it cannot read, and the connection ends without a Close frame: the client sees 1006.',
    fix: ['Catch it around receive_json(): answer with an error message, or close with 1003 or 1007.'],
  },
  {
    pattern: /assert scope\["type"\] == "http"|assert scope\['type'\] == 'http'/,
    causes: ['NO-ROUTE', 'HANDLER-CRASH-PRE'],
    sentence:
      'A WebSocket reached something of Starlette that only knows HTTP: StaticFiles mounted at "/" catches every path that no route has.',
    fix: [
      'Register the WebSocket route before app.mount("/", StaticFiles(…)), and look whether the path is right.',
    ],
  },
  {
    pattern: /Exception in ASGI application|Need to call "?accept"? first|Expected ASGI message/i,
    causes: ['HANDLER-CRASH-PRE', 'HANDLER-CRASH-POST'],
    sentence: 'The handler raised an exception: read the last line of the traceback, below this one.',
    fix: [
      'Before accept() the client gets a 500; after it the connection ends without a Close frame (1006).',
    ],
  },
  {
    pattern: /"WebSocket [^"\n]*" \[accepted\]|connection open\b/i,
    causes: ['CLOSED-AFTER-ACCEPT', 'HANDLER-CRASH-POST', 'CONNECTED-SILENT'],
    sentence: 'uvicorn accepted this handshake: what goes wrong comes after it. Read on in the log.',
  },
  {
    pattern:
      /Whoops! Lost connection|AccessDeniedException[^\n]*|Failed to send message to ExecutorSubscribableChannel/i,
    causes: ['AUTH-MISSING', 'CLOSED-AFTER-ACCEPT', 'NET-REFUSED'],
    sentence:
      'STOMP lost its connection: Spring closes it where the CONNECT frame brings no credential that it takes, and the client says no more than that.',
    fix: [
      'A token in a header of the STOMP CONNECT frame is read by an interceptor of yours (ChannelInterceptor), not by the HTTP filters.',
    ],
  },
];
