import type { MessageRule } from './message-rule.ts';

interface CloseRule extends Omit<MessageRule, 'pattern'> {
  readonly codes: readonly number[];
}

/** HANDSHAKE 1.5 and 4.6: a Close after the handshake was accepted. */
const CLOSES: readonly CloseRule[] = [
  {
    codes: [1006],
    causes: ['NET-REFUSED', 'NO-ROUTE', 'HANDLER-CRASH-POST', 'IDLE-TIMEOUT'],
    sentence:
      '1006 never goes over the wire: it is what a client makes up when no Close frame came. Either nothing listens, or the handshake was refused (no "open" before it), or the server or a proxy dropped an open connection.',
    fix: [
      'Did "open" come before it? Then look at what was sent last, and after how many seconds it ended: always 60 is a proxy.',
    ],
  },
  {
    codes: [4401, 3000, 4001],
    causes: ['AUTH-EXPIRED', 'AUTH-INVALID', 'AUTH-MISSING'],
    sentence:
      'The server accepted, and then closed because of the credential: there is none, a bad one, or it has expired.',
    fix: [
      'Fetch a new credential before each connection, also when it comes back. Never reconnect with the one that was refused.',
    ],
  },
  {
    codes: [4403, 3003, 4003],
    causes: ['AUTH-ROLE', 'ORIGIN-DENIED'],
    sentence: 'The server accepted, and then closed: it knows who that is, and does not let that role in.',
  },
  {
    codes: [1008],
    causes: ['AUTH-MISSING', 'ORIGIN-DENIED', 'RATE-LIMIT'],
    sentence: 'The server closed for a policy of its own (1008): a credential, an Origin, or a limit.',
  },
  {
    codes: [1013, 4429, 1014],
    causes: ['CAPACITY', 'RATE-LIMIT', 'UPSTREAM-DOWN'],
    sentence: 'The server is full or overloaded: try again later, and wait longer each time.',
  },
  {
    codes: [1011],
    causes: ['HANDLER-CRASH-POST', 'KEEPALIVE-LOST'],
    sentence: 'The server failed after it had accepted (1011): read its log at this time.',
  },
  {
    codes: [1012, 1001],
    causes: ['GOING-AWAY'],
    sentence: 'The server goes away or restarts: a deployment, a --reload, an end of the process.',
    fix: ['Connect anew after a pause that grows.'],
  },
  {
    codes: [1009],
    causes: ['MESSAGE-TOO-BIG'],
    sentence: 'A message was bigger than the other side takes (1009).',
    fix: ['uvicorn: --ws-max-size; Node ws: maxPayload; or send it in parts.'],
  },
  {
    codes: [1002, 1003, 1007],
    causes: ['MESSAGE-REFUSED', 'INVALID-FRAMES'],
    sentence:
      'The server could not take a message: 1002 the framing, 1003 the kind (binary where it wants text, or the reverse), 1007 the encoding.',
  },
  {
    codes: [1000, 1005],
    causes: ['CLOSED-AFTER-ACCEPT', 'HANDLER-RETURNED', 'WRONG-PATH'],
    sentence:
      'The server accepted, and closed without giving a reason: a handler that returned, or, with express-ws, a path that nobody handles.',
  },
];

/** These clients only say so of a connection that was open. */
const WAS_OPEN = /no close frame received|websocket: close 1006/i;
const DROPPED: Omit<MessageRule, 'pattern'> = {
  causes: ['HANDLER-CRASH-POST', 'IDLE-TIMEOUT', 'UNSTABLE'],
  sentence:
    'The connection was open, and ended without a Close frame (1006): a handler that failed, a process that was ended, or a proxy that found it idle.',
  fix: ['Look at what was sent last, and after how many seconds it ended: always 60 is a proxy.'],
};

/** A code in the words in which clients tell one. */
const PLACES: readonly RegExp[] = [
  /\bcode["']?\s*[:=]?\s*\(?(\d{4})\b/i,
  /\bclosed?\b[^\n\d]{0,30}(\d{4})\b/i,
  /(?:received|sent) (\d{4}) \(/,
  /websocket: close (\d{4})/,
  /WebSocketDisconnect(?::|\(code=)? ?(\d{4})/,
  /\b(1006)\b/,
  /^\s*([134]\d{3})\s*$/,
];

export function closeRule(text: string): Omit<MessageRule, 'pattern'> | undefined {
  if (WAS_OPEN.test(text)) return DROPPED;
  for (const place of PLACES) {
    const code = Number(place.exec(text)?.[1]);
    const rule = CLOSES.find(({ codes }) => codes.includes(code));
    if (rule !== undefined) return rule;
  }
  return undefined;
}
