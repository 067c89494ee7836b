import type { MessageRule } from './message-rule.ts';

/** The way to the server: name, TCP, TLS, and what is no HTTP. */
export const NETWORK_MESSAGES: readonly MessageRule[] = [
  {
    pattern:
      /SSLCertVerificationError[^\n]*expired|CERT_HAS_EXPIRED|ERR_CERT_DATE_INVALID|certificate has expired|SEC_ERROR_EXPIRED/i,
    causes: ['TLS-EXPIRED'],
    sentence: 'The TLS certificate is not valid at this time.',
  },
  {
    pattern:
      /ALTNAME_INVALID|ERR_CERT_COMMON_NAME_INVALID|Hostname mismatch|certificate is (not )?valid for|SSL_ERROR_BAD_CERT_DOMAIN|not match the host/i,
    causes: ['TLS-NAME'],
    sentence: 'The TLS certificate is for another name.',
  },
  {
    pattern:
      /SELF_SIGNED|ERR_CERT_AUTHORITY_INVALID|UNABLE_TO_VERIFY|self.signed certificate|unable to get (local )?issuer|unknown authority|SEC_ERROR_UNKNOWN_ISSUER|The certificate for this server is invalid|Trust anchor for certification path/i,
    causes: ['TLS-UNTRUSTED'],
    sentence:
      'Nobody that is trusted here has signed the TLS certificate. For a WebSocket no browser asks whether to go on.',
    fix: [
      'Open the https:// address once in the browser and accept it, or install the certificate of the issuer (mkcert).',
    ],
  },
  {
    pattern:
      /wrong.version.number|ERR_SSL_PROTOCOL_ERROR|first record does not look like a TLS|SSL_ERROR_RX_RECORD_TOO_LONG|packet length too long|Unable to parse TLS packet/i,
    causes: ['TLS-PLAIN-PORT'],
    sentence: 'wss:// was used at a port that speaks no TLS.',
    fix: ['Use ws:// there, or the port that has TLS.'],
  },
  {
    pattern:
      /ECONNREFUSED|CONNECTION_REFUSED|ConnectionRefused|Connect call failed|connection refused|actively refused|Could not connect to the server|Failed to connect to \S+|Unable to connect to the remote server/i,
    causes: ['NET-REFUSED'],
    sentence: 'Nothing listens at that host and port: the server is not running, or has another port.',
  },
  {
    pattern:
      /ENOTFOUND|ERR_NAME_NOT_RESOLVED|EAI_AGAIN|gaierror|Name or service not known|nodename nor servname|no such host|UnknownHostException|NS_ERROR_UNKNOWN_HOST|server with the specified hostname|failed to lookup address/i,
    causes: ['NET-DNS'],
    sentence: 'The name of the host means nothing on this machine.',
    fix: [
      'A name of a container (backend, api) is only known inside its network: from outside it is localhost and the published port.',
    ],
  },
  {
    pattern:
      /ERR_CONNECTION_TIMED_OUT|ETIMEDOUT|i\/o timeout|connect timed out|SocketTimeoutException|ERR_ADDRESS_UNREACHABLE|EHOSTUNREACH/i,
    causes: ['NET-TIMEOUT'],
    sentence: 'The packets get lost before the server: a firewall, or a wrong address.',
  },
  {
    pattern:
      /ERR_INVALID_HTTP_RESPONSE|did not receive a valid HTTP response|Parse Error|malformed HTTP response|HPE_INVALID/i,
    causes: ['NOT-HTTP', 'TLS-WS-ON-TLS-PORT'],
    sentence: 'What listens there does not speak HTTP, or speaks TLS.',
  },
  {
    pattern:
      /no response was received|sent no subprotocol|no subprotocols supported|Protocol was not set in the opening handshake/i,
    causes: ['SUBPROTOCOL-NOT-SELECTED'],
    sentence:
      'Subprotocols were offered, and the server selected none: browsers and Node end such a connection.',
    fix: [
      'FastAPI: await websocket.accept(subprotocol=…) with one of the offered; Node ws: handleProtocols.',
    ],
  },
  {
    pattern:
      /Sec-WebSocket-(Accept|Protocol|Extensions)|'(Upgrade|Connection)' header (is missing|value)|did not set (Upgrade|Connection) header|Invalid (Sec-WebSocket|challenge|upgrade header)|mismatch challenge|Expected '(Upgrade|Connection)' header/i,
    causes: ['INVALID-101', 'UPGRADE-STRIPPED'],
    sentence: 'The 101 of the server, or of a proxy before it, breaks the rules of the handshake.',
  },
  {
    pattern:
      /Invalid frame header|reserved bits|RSV\d must be clear|WS_ERR_|Unrecognized frame opcode|must not mask|broken close frame|Could not decode a text frame/i,
    causes: ['INVALID-FRAMES'],
    sentence:
      'After the handshake come bytes that are no WebSocket frames: an HTTP error page written into the stream, or a server or proxy that changes the frames.',
  },
  {
    pattern: /keepalive ping timeout|sent ping but didn.t receive pong|ping timeout/i,
    causes: ['KEEPALIVE-LOST', 'HALF-OPEN', 'EVENT-LOOP-BLOCKED'],
    sentence:
      'A Ping got no answer in time: the other side was blocked (a long computation in its event loop), asleep, or the network had gone.',
  },
  {
    pattern:
      /handshake has timed out|timed out during (opening )?handshake|stuck in CONNECTING|still in CONNECTING|readyState.{0,4}0\b/i,
    causes: ['UPGRADE-IGNORED', 'HANG-PRE-ACCEPT', 'EVENT-LOOP-BLOCKED'],
    sentence:
      'Nobody answers the handshake: a development server that forwards no WebSockets, or a handler that waits before it accepts.',
  },
  {
    pattern:
      /closed before receiving a handshake response|socket hang up|ECONNRESET|CONNECTION_RESET|connection reset by peer|connection was lost|java\.io\.EOFException|EOFError/i,
    causes: ['NET-DROP-WS', 'TLS-WS-ON-TLS-PORT', 'WRONG-PATH'],
    sentence:
      'The server hangs up instead of answering: an upgrade handler that destroys unknown paths, or ws:// at a port that speaks TLS.',
  },
  {
    pattern:
      /can.t establish a connection to the server at|bad response from the server|non-101 status code|websocket: bad handshake|NS_ERROR_WEBSOCKET|InvalidHandshake|WebSocketHandshakeException/i,
    causes: ['NET-REFUSED', 'NO-ROUTE', 'ORIGIN-DENIED', 'AUTH-MISSING', 'UPGRADE-IGNORED'],
    sentence:
      'This client says the same of nearly every failure, and does not tell the status: look at the status in the network tab or the log of the server.',
  },
];
