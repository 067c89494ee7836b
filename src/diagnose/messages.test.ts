import { describe, expect, test } from 'vitest';
import { CAUSES } from './causes.ts';
import { CLIENT_CAUSES } from './messages/client-causes.ts';
import { readMessage, withMessage } from './messages.ts';

/**
 * What is printed, whose words they are, and the first cause. Measured: Chromium, Node ws, Python websockets, uvicorn and
 * what HANDSHAKE 4.8, 4.9, 3.1 and SERVERS.md have. Looked up in public code and issues: undici, OkHttp, Safari, Spring,
 * nginx. The others are known from use, and were not measured here.
 */
const TEXTS: readonly (readonly [text: string, by: string | undefined, first: string])[] = [
  [
    "WebSocket connection to 'ws://localhost:8000/ws' failed: Error in connection establishment: net::ERR_CONNECTION_REFUSED",
    'Chrome, Edge or another Chromium',
    'NET-REFUSED',
  ],
  [
    "WebSocket connection to 'ws://localhost:8000/ws' failed: Error during WebSocket handshake: Unexpected response code: 403",
    'Chrome, Edge or another Chromium',
    'NO-ROUTE',
  ],
  [
    "WebSocket connection to 'ws://localhost:8000/ws' failed: Error during WebSocket handshake: Unexpected response code: 200",
    'Chrome, Edge or another Chromium',
    'OTHER-SERVICE',
  ],
  [
    "WebSocket connection to 'ws://localhost:8000/ws' failed: HTTP Authentication failed; no valid credentials available",
    'Chrome, Edge or another Chromium',
    'AUTH-MISSING',
  ],
  [
    "WebSocket connection to 'ws://localhost:4030/ws' failed: Connection closed before receiving a handshake response",
    'Chrome, Edge or another Chromium',
    'NET-DROP-WS',
  ],
  [
    "WebSocket connection to 'ws://localhost:8000/ws' failed: Error during WebSocket handshake: Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received",
    'Chrome, Edge or another Chromium',
    'SUBPROTOCOL-NOT-SELECTED',
  ],
  [
    "WebSocket connection to 'ws://localhost:8000/ws' failed: Error during WebSocket handshake: Incorrect 'Sec-WebSocket-Accept' header value",
    'Chrome, Edge or another Chromium',
    'INVALID-101',
  ],
  [
    "WebSocket connection to 'ws://localhost:8000/ws' failed: Invalid frame header",
    'Chrome, Edge or another Chromium',
    'INVALID-FRAMES',
  ],
  [
    "WebSocket connection to 'ws://localhost:8000/ws' failed: WebSocket is closed before the connection is established.",
    'Chrome, Edge or another Chromium',
    'CLIENT-GAVE-UP',
  ],
  [
    "WebSocket connection to 'wss://localhost:8000/ws' failed: Error in connection establishment: net::ERR_CERT_AUTHORITY_INVALID",
    'Chrome, Edge or another Chromium',
    'TLS-UNTRUSTED',
  ],
  [
    "WebSocket connection to 'wss://localhost:8000/ws' failed: Error in connection establishment: net::ERR_CERT_DATE_INVALID",
    'Chrome, Edge or another Chromium',
    'TLS-EXPIRED',
  ],
  [
    "WebSocket connection to 'ws://backend:8000/ws' failed: Error in connection establishment: net::ERR_NAME_NOT_RESOLVED",
    'Chrome, Edge or another Chromium',
    'NET-DNS',
  ],
  [
    "WebSocket connection to 'ws://localhost:6000/ws' failed: Error in connection establishment: net::ERR_UNSAFE_PORT",
    'Chrome, Edge or another Chromium',
    'BAD-PORT',
  ],
  [
    "Uncaught SecurityError: Failed to construct 'WebSocket': An insecure WebSocket connection may not be initiated from a page loaded over HTTPS.",
    undefined,
    'MIXED-CONTENT',
  ],
  [
    "Connecting to 'ws://localhost:8000/ws' violates the following Content Security Policy directive: \"connect-src 'self'\".",
    'Chrome, Edge or another Chromium',
    'CSP',
  ],
  [
    "Access to fetch at 'http://localhost:8000/api/ws-token' from origin 'http://localhost:3000' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    'Chrome, Edge or another Chromium',
    'CORS-COMPANIONS',
  ],
  ['Firefox can’t establish a connection to the server at ws://localhost:8000/ws.', 'Firefox', 'NET-REFUSED'],
  [
    'The connection to ws://localhost:8000/ws was interrupted while the page was loading.',
    'Firefox',
    'CLIENT-GAVE-UP',
  ],
  ['Uncaught DOMException: SecurityError: The operation is insecure.', undefined, 'MIXED-CONTENT'],
  [
    "WebSocket connection to 'ws://localhost:8000/ws' failed: Could not connect to the server.",
    'Safari',
    'NET-REFUSED',
  ],
  [
    "WebSocket connection to 'ws://localhost:8000/ws' failed: There was a bad response from the server.",
    'Safari',
    'NET-REFUSED',
  ],
  [
    "WebSocket connection to 'wss://example.com/' failed: The network connection was lost.",
    'Safari',
    'NET-DROP-WS',
  ],
  [
    "WebSocket connection to 'wss://example.com/' failed: The certificate for this server is invalid. You might be connecting to a server that is pretending to be “example.com”",
    'Safari',
    'TLS-UNTRUSTED',
  ],
  [
    'Error: Unexpected server response: 401\n    at ClientRequest.<anonymous> (/app/node_modules/ws/lib/websocket.js:913:7)',
    'ws for Node',
    'AUTH-MISSING',
  ],
  ['Error: connect ECONNREFUSED 127.0.0.1:8000', undefined, 'NET-REFUSED'],
  ['Error: Opening handshake has timed out', 'ws for Node', 'UPGRADE-IGNORED'],
  ['Error: Server sent no subprotocol', undefined, 'SUBPROTOCOL-NOT-SELECTED'],
  [
    'Error: write EPROTO 00C0:error:0A00010B:SSL routines:ssl3_get_record:wrong version number',
    undefined,
    'TLS-PLAIN-PORT',
  ],
  [
    'TypeError: Received network error or non-101 status code.',
    'undici, the WebSocket of Node itself',
    'NET-REFUSED',
  ],
  [
    'websockets.exceptions.InvalidStatusCode: server rejected WebSocket connection: HTTP 403',
    'Python websockets',
    'NO-ROUTE',
  ],
  [
    'websockets.exceptions.InvalidStatus: server rejected WebSocket connection: HTTP 404',
    'Python websockets',
    'WRONG-PATH',
  ],
  [
    'websockets.exceptions.ConnectionClosedError: no close frame received or sent',
    'Python websockets',
    'HANDLER-CRASH-POST',
  ],
  [
    'websockets.exceptions.ConnectionClosedError: received 4401 (private use) token expired; then sent 4401 (private use) token expired',
    'Python websockets',
    'AUTH-EXPIRED',
  ],
  [
    'websockets.exceptions.ConnectionClosedError: sent 1011 (internal error) keepalive ping timeout; no close frame received',
    'Python websockets',
    'KEEPALIVE-LOST',
  ],
  ['TimeoutError: timed out during opening handshake', 'Python websockets', 'UPGRADE-IGNORED'],
  [
    'websockets.exceptions.NegotiationError: no subprotocols supported',
    'Python websockets',
    'SUBPROTOCOL-NOT-SELECTED',
  ],
  ["ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 8000)", undefined, 'NET-REFUSED'],
  [
    "aiohttp.client_exceptions.WSServerHandshakeError: 403, message='Invalid response status', url='ws://localhost:8000/ws'",
    'aiohttp',
    'NO-ROUTE',
  ],
  [
    "aiohttp.client_exceptions.ClientConnectorError: Cannot connect to host localhost:8000 ssl:default [Connect call failed ('127.0.0.1', 8000)]",
    'aiohttp',
    'NET-REFUSED',
  ],
  [
    'INFO:     127.0.0.1:52044 - "WebSocket /api/ws/voice" 403\nINFO:     connection rejected (403 Forbidden)\nINFO:     connection closed',
    'uvicorn',
    'NO-ROUTE',
  ],
  ['INFO:     (\'127.0.0.1\', 44956) - "WebSocket /ws" 403', 'uvicorn', 'NO-ROUTE'],
  [
    'INFO:     (\'127.0.0.1\', 44956) - "WebSocket /ws" [accepted]\nINFO:     connection open\nINFO:     connection closed',
    'uvicorn',
    'CLOSED-AFTER-ACCEPT',
  ],
  ['INFO:     127.0.0.1:40110 - "GET /ws HTTP/1.1" 404 Not Found', undefined, 'WRONG-PATH'],
  [
    "WARNING:  Unsupported upgrade request.\nWARNING:  No supported WebSocket library detected. Please use \"pip install 'uvicorn[standard]'\", or install 'websockets' or 'wsproto' manually.",
    'uvicorn',
    'NO-WS-SUPPORT',
  ],
  [
    'ERROR:    Exception in ASGI application\nTraceback (most recent call last):\n  File "main.py", line 12, in ws\n    data = await websocket.receive_json()\njson.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
    'uvicorn',
    'HANDLER-CRASH-POST',
  ],
  ["ValueError: No route found for path 'ws/chat'.", 'Django Channels', 'NO-ROUTE'],
  ["ValueError: No application configured for scope type 'websocket'", 'Django Channels', 'NO-WS-SUPPORT'],
  ['websocket: bad handshake', 'Go (gorilla/websocket)', 'NET-REFUSED'],
  [
    'websocket: request origin not allowed by Upgrader.CheckOrigin',
    'Go (gorilla/websocket)',
    'ORIGIN-DENIED',
  ],
  [
    "websocket: the client is not using the websocket protocol: 'upgrade' token not found in 'Connection' header",
    'Go (gorilla/websocket)',
    'UPGRADE-STRIPPED',
  ],
  [
    'websocket: close 1006 (abnormal closure): unexpected EOF',
    'Go (gorilla/websocket)',
    'HANDLER-CRASH-POST',
  ],
  ['dial tcp 127.0.0.1:8000: connect: connection refused', 'Go (gorilla/websocket)', 'NET-REFUSED'],
  ['dial tcp: lookup backend: no such host', 'Go (gorilla/websocket)', 'NET-DNS'],
  [
    'failed to WebSocket dial: expected handshake response status code 101 but got 403',
    'Go (coder/websocket)',
    'NO-ROUTE',
  ],
  ['error: Unexpected server response: 403', 'wscat', 'NO-ROUTE'],
  [
    'websocat: WebSocketError: WebSocketError: Received unexpected status code (404 Not Found)',
    'websocat',
    'WRONG-PATH',
  ],
  ['websocat: WebSocketError: I/O failure\nConnection refused (os error 111)', 'websocat', 'NET-REFUSED'],
  [
    '2026/11/21 10:00:00 [error] 31#31: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 172.18.0.1, server: , request: "GET /ws HTTP/1.1", upstream: "http://127.0.0.1:8000/ws", host: "localhost"',
    'nginx',
    'UPSTREAM-DOWN',
  ],
  [
    '2026/11/21 10:01:00 [error] 31#31: *9 upstream timed out (110: Connection timed out) while proxying upgraded connection, client: 172.18.0.1, request: "GET /ws HTTP/1.1"',
    'nginx',
    'IDLE-TIMEOUT',
  ],
  ["java.net.ProtocolException: Expected HTTP 101 response but was '403 Forbidden'", 'OkHttp', 'NO-ROUTE'],
  [
    'java.net.UnknownServiceException: CLEARTEXT communication to 10.0.2.2 not permitted by network security policy',
    'OkHttp',
    'CLEARTEXT',
  ],
  ['java.net.ConnectException: Failed to connect to localhost/127.0.0.1:8080', 'OkHttp', 'NET-REFUSED'],
  [
    'Handshake request rejected, Origin header value http://localhost:3000 not allowed',
    'Spring or its STOMP client',
    'ORIGIN-DENIED',
  ],
  ['Whoops! Lost connection to http://localhost:8080/ws', 'Spring or its STOMP client', 'AUTH-MISSING'],
  ['Error: xhr poll error', 'the client of Socket.IO', 'NET-REFUSED'],
  [
    'It seems you are trying to reach a Socket.IO server in v2.x with a v3.x client, but they are not compatible',
    'the client of Socket.IO',
    'WRONG-PROTOCOL-FAMILY',
  ],
  ["The server returned status code '403' when status code '101' was expected.", '.NET', 'NO-ROUTE'],
  ['CloseEvent {isTrusted: true, wasClean: false, code: 1006, reason: ""}', undefined, 'NET-REFUSED'],
  ['websocket closed with code 4403', undefined, 'AUTH-ROLE'],
  ['starlette.websockets.WebSocketDisconnect: 1001', undefined, 'GOING-AWAY'],
];

describe('a pasted text', () => {
  test.each(TEXTS)('%s', (text, by, first) => {
    const verdict = readMessage(text);
    expect(verdict?.id).toBe(first);
    expect(verdict?.why).toBe(
      `${by === undefined ? '' : `These are the words of ${by}. `}Read from the text alone; nothing was asked.`,
    );
    const known = new Set([...CAUSES.map(({ id }) => id), ...Object.keys(CLIENT_CAUSES)]);
    expect(
      [verdict?.id ?? '', ...(verdict?.candidates ?? []).map(({ id }) => id)].filter((id) => !known.has(id)),
    ).toEqual([]);
  });

  test('several candidates are named, with the command that tells, and the URL of the text without its query', () => {
    const verdict = readMessage(
      "WebSocket connection to 'ws://localhost:8000/ws?token=secret-value' failed: Error during WebSocket handshake: Unexpected response code: 403",
    );
    expect(verdict?.sure).toBe('one-of');
    expect(verdict?.candidates.length).toBeGreaterThan(3);
    expect(verdict?.fix.lines).toEqual([
      'To tell which: countersign diagnose ws://localhost:8000/ws --origin <origin of the page>',
    ]);
    expect(JSON.stringify(verdict)).not.toContain('secret-value');
  });

  test.each([[''], ['Listening on port 4030'], ['line 403 of main.py'], ['it does not work']])(
    'that says nothing is not read into: %s',
    (text) => {
      expect(readMessage(text)).toBeUndefined();
    },
  );
});

describe('a pasted text beside a diagnosis', () => {
  const found = readMessage('Error: connect ECONNREFUSED 127.0.0.1:8000');
  const told = (text: string): readonly string[] => {
    const said = readMessage(text);
    return found === undefined || said === undefined ? [] : withMessage(found, said).notes;
  };

  test('agrees', () => {
    expect(told('net::ERR_CONNECTION_REFUSED')).toEqual([
      'The pasted message says the same: Nothing listens at that host and port: the server is not running, or has another port.',
    ]);
  });

  test('leaves it open', () => {
    expect(told('Error: xhr poll error')).toEqual([
      'The pasted message fits: of what it may mean (NET-REFUSED, WRONG-PATH, CORS-COMPANIONS, WRONG-PROTOCOL-FAMILY), this is one.',
    ]);
  });

  test('contradicts', () => {
    expect(told('Unexpected server response: 502')).toEqual([
      'The pasted message says something else (UPSTREAM-DOWN): A proxy answers that what is behind it is down or too slow. What is found now may not be what was found then, or it was another URL.',
    ]);
  });
});
