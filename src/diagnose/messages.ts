import type { Verdict } from '../result/diagnosis.ts';
import { CAUSES } from './causes.ts';

/** A text that a client or server prints, and what it means. HANDSHAKE 4.8 (Chrome 156), 4.9, 3.1. The first that fits counts. */
interface MessageRule {
  readonly pattern: RegExp;
  /** Ids of causes, or of rules that only a browser applies, the likeliest first. */
  readonly causes: readonly string[];
  readonly sentence: string;
  readonly tell: string;
}

const ASK = 'Give the URL: countersign diagnose <url> --origin <origin of the page>';

const MESSAGES: readonly MessageRule[] = [
  {
    pattern: /ECONNREFUSED|ERR_CONNECTION_REFUSED|ConnectionRefusedError|Connect call failed/i,
    causes: ['NET-REFUSED'],
    sentence: 'Nothing listens at that host and port: the server is not running, or has another port.',
    tell: ASK,
  },
  {
    pattern:
      /ENOTFOUND|ERR_NAME_NOT_RESOLVED|EAI_AGAIN|gaierror|Name or service not known|nodename nor servname/i,
    causes: ['NET-DNS'],
    sentence: 'The name of the host means nothing on this machine.',
    tell: ASK,
  },
  {
    pattern: /ERR_UNSAFE_PORT/i,
    causes: ['BAD-PORT'],
    sentence:
      'Browsers refuse this port (a list of the Fetch standard) and never connect to it: take another one.',
    tell: 'Nothing reaches the server; no other client refuses it.',
  },
  {
    pattern: /CERT_HAS_EXPIRED|ERR_CERT_DATE_INVALID|certificate has expired/i,
    causes: ['TLS-EXPIRED'],
    sentence: 'The TLS certificate is not valid at this time.',
    tell: ASK,
  },
  {
    pattern:
      /SELF_SIGNED|ERR_CERT_AUTHORITY_INVALID|UNABLE_TO_VERIFY|self.signed certificate|unable to get local issuer/i,
    causes: ['TLS-UNTRUSTED'],
    sentence: 'Nobody that is trusted here has signed the TLS certificate.',
    tell: ASK,
  },
  {
    pattern: /ALTNAME_INVALID|ERR_CERT_COMMON_NAME_INVALID|Hostname mismatch/i,
    causes: ['TLS-NAME'],
    sentence: 'The TLS certificate is for another name.',
    tell: ASK,
  },
  {
    pattern: /wrong version number|ERR_SSL_PROTOCOL_ERROR|WRONG_VERSION_NUMBER/i,
    causes: ['TLS-PLAIN-PORT'],
    sentence: 'wss:// was used at a port that speaks no TLS.',
    tell: ASK,
  },
  {
    pattern: /insecure WebSocket connection may not be initiated|Mixed Content/i,
    causes: ['MIXED-CONTENT'],
    sentence:
      'A page that came over https may not open ws:// (except to localhost): use wss://. The browser stopped it; nothing was sent.',
    tell: 'Only a browser does this: a script connects.',
  },
  {
    pattern: /Content Security Policy/i,
    causes: ['CSP'],
    sentence:
      "The page's own Content-Security-Policy forbids it: add the ws:// or wss:// origin to connect-src. Nothing was sent.",
    tell: 'Only a browser does this: a script connects.',
  },
  {
    pattern: /LOCAL_NETWORK_ACCESS|PRIVATE_NETWORK/i,
    causes: ['LNA'],
    sentence:
      'The browser does not let this page reach the local network without permission: open the page from the same address space, or over https with the permission.',
    tell: 'Only a browser does this: a script connects.',
  },
  {
    pattern: /HTTP Authentication failed|\b401\b/i,
    causes: ['AUTH-MISSING', 'AUTH-EXPIRED', 'AUTH-INVALID', 'ORIGIN-DENIED'],
    sentence:
      'The server answers 401: it wants a credential, or another one. Node ws also answers 401 for an Origin that it refuses.',
    tell: ASK,
  },
  {
    pattern:
      /(rejected|response code:?|response:|HTTP|InvalidStatus\w*|WebSocket [^\n]*"?)\s*\(?403|403 Forbidden|\b403\b/i,
    causes: [
      'NO-ROUTE',
      'WRONG-PATH',
      'ORIGIN-MISSING',
      'ORIGIN-DENIED',
      'AUTH-MISSING',
      'REFUSED-BY-HANDLER',
    ],
    sentence:
      'The server answers 403. On FastAPI and Starlette this is first of all the answer for a path that has no WebSocket route; a check of Origin or credential looks exactly the same.',
    tell: ASK,
  },
  {
    pattern: /\b404\b/,
    causes: ['WRONG-PATH', 'NO-WS-SUPPORT', 'UPGRADE-STRIPPED', 'ORIGIN-DENIED'],
    sentence:
      'The server answers 404: no such path, no WebSocket code, or a proxy that stripped Upgrade. Starlette never answers 404 to a WebSocket, so there it was plain HTTP. ActionCable answers 404 for a refused Origin.',
    tell: ASK,
  },
  {
    pattern: /\b(301|302|303|307|308)\b/,
    causes: ['REDIRECT'],
    sentence: 'The server redirects, and no browser follows a redirect for a WebSocket.',
    tell: ASK,
  },
  {
    pattern: /\b(502|503|504)\b/,
    causes: ['UPSTREAM-DOWN'],
    sentence: 'A proxy answers that what is behind it is down, full or too slow.',
    tell: ASK,
  },
  {
    pattern: /\b429\b/,
    causes: ['RATE-LIMIT'],
    sentence: 'There were too many attempts.',
    tell: 'Wait, and ask again.',
  },
  {
    pattern: /\b500\b|Exception in ASGI application/i,
    causes: ['HANDLER-CRASH-PRE'],
    sentence: 'The server fails before it accepts: read the traceback in its log.',
    tell: ASK,
  },
  {
    pattern: /response code: 200|server response: 200/i,
    causes: ['OTHER-SERVICE'],
    sentence:
      'A page came back instead of a WebSocket: another server has the port, or a fallback page answers every path.',
    tell: ASK,
  },
  {
    pattern: /No supported WebSocket library detected|Unsupported upgrade request/i,
    causes: ['NO-WS-SUPPORT'],
    sentence: 'uvicorn has no WebSocket library: pip install "uvicorn[standard]".',
    tell: ASK,
  },
  {
    pattern: /no response was received|sent no subprotocol|no subprotocols supported/i,
    causes: ['SUBPROTOCOL-NOT-SELECTED'],
    sentence: 'Subprotocols were offered, and the server selected none.',
    tell: ASK,
  },
  {
    pattern:
      /Sec-WebSocket-(Accept|Protocol|Extensions)|'(Upgrade|Connection)' header is missing|Invalid Sec-WebSocket/i,
    causes: ['INVALID-101'],
    sentence: 'The 101 of the server breaks the rules of the handshake.',
    tell: ASK,
  },
  {
    pattern: /ERR_INVALID_HTTP_RESPONSE|did not receive a valid HTTP response|Parse Error/i,
    causes: ['NOT-HTTP', 'TLS-WS-ON-TLS-PORT'],
    sentence: 'What listens there does not speak HTTP, or speaks TLS.',
    tell: ASK,
  },
  {
    pattern: /closed before receiving a handshake response|socket hang up|ECONNRESET|ERR_CONNECTION_RESET/i,
    causes: ['NET-DROP-WS', 'TLS-WS-ON-TLS-PORT', 'WRONG-PATH'],
    sentence:
      'The server hangs up instead of answering: an upgrade handler that destroys unknown paths, or ws:// at a port that speaks TLS.',
    tell: ASK,
  },
  {
    pattern: /handshake has timed out|timed out during opening handshake|CONNECTING/i,
    causes: ['UPGRADE-IGNORED', 'HANG-PRE-ACCEPT', 'EVENT-LOOP-BLOCKED'],
    sentence:
      'Nobody answers the handshake: a development server that forwards no WebSockets, or a handler that waits before it accepts.',
    tell: ASK,
  },
  {
    pattern: /ERR_CONNECTION_TIMED_OUT|ETIMEDOUT/i,
    causes: ['NET-TIMEOUT'],
    sentence: 'The packets get lost before the server: a firewall, or a wrong address.',
    tell: ASK,
  },
  {
    pattern: /Invalid frame header|reserved bits|Unrecognized frame opcode|must not mask|broken close frame/i,
    causes: ['INVALID-FRAMES'],
    sentence:
      'After the handshake come bytes that are no WebSocket frames: an HTTP error page written into the stream, or a server with a broken frame writer.',
    tell: ASK,
  },
  {
    pattern: /blocked by CORS policy/i,
    causes: ['CORS-COMPANIONS'],
    sentence:
      'CORS is about fetch, never about WebSockets: an HTTP answer came without Access-Control-Allow-Origin. A 500 of Starlette looks like this too: look at the status first.',
    tell: ASK,
  },
  {
    pattern: /\b1006\b|no close frame received|wasClean.{0,4}false/i,
    causes: ['NET-REFUSED', 'NO-ROUTE', 'HANDLER-CRASH-POST'],
    sentence:
      '1006 is what a client makes up when no Close frame came: nothing listens, the handshake was refused, or the server dropped an open connection.',
    tell: ASK,
  },
  {
    pattern: /can.t establish a connection to the server at/i,
    causes: ['NET-REFUSED', 'NO-ROUTE', 'UPGRADE-IGNORED'],
    sentence: 'Firefox says this of nearly every failure: look at the status in its Network tab.',
    tell: ASK,
  },
];

/** What a pasted text says by itself; `undefined` where it says nothing that is known. */
export function readMessage(text: string): Verdict | undefined {
  const rule = MESSAGES.find(({ pattern }) => pattern.test(text));
  if (rule === undefined) return undefined;
  const [id = 'UNKNOWN'] = rule.causes;
  const several = rule.causes.length > 1;
  return {
    id,
    title: titleOf(id),
    sentence: rule.sentence,
    sure: several ? 'one-of' : 'likely',
    why: 'Read from the text alone; nothing was asked.',
    by: [],
    candidates: several
      ? rule.causes.map((cause) => ({
          id: cause,
          title: titleOf(cause),
          why: explainOf(cause),
          tell: rule.tell,
        }))
      : [],
    fix: { lines: [rule.tell] },
    ruledOut: [],
    corrections: [],
    notes: [],
  };
}

const BROWSER_ONLY: Readonly<Record<string, string>> = {
  'BAD-PORT': 'The browser refuses the port',
  'MIXED-CONTENT': 'The browser refuses ws:// from an https page',
  CSP: "The page's Content-Security-Policy forbids it",
  LNA: 'The browser guards the local network',
  'INVALID-FRAMES': 'The server sends what is no WebSocket frame',
};

function titleOf(id: string): string {
  return CAUSES.find((cause) => cause.id === id)?.title ?? BROWSER_ONLY[id] ?? id;
}

function explainOf(id: string): string {
  return CAUSES.find((cause) => cause.id === id)?.explain ?? '';
}
