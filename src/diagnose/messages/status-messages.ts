import type { MessageRule } from './message-rule.ts';

type StatusRule = Omit<MessageRule, 'pattern'> & { readonly statuses: readonly number[] };

/** HANDSHAKE 4.2: a status alone names candidates, hardly ever a cause. */
const STATUSES: readonly StatusRule[] = [
  {
    statuses: [200],
    causes: ['OTHER-SERVICE', 'NO-WS-SUPPORT', 'UPGRADE-STRIPPED'],
    sentence:
      'A page came back instead of a WebSocket: another server has the port, a fallback page answers every path, or nothing there speaks WebSocket.',
  },
  {
    statuses: [300, 301, 302, 303, 307, 308],
    causes: ['REDIRECT'],
    sentence:
      'The server redirects (to https, to another path, to a login page), and no browser follows a redirect for a WebSocket.',
    fix: ['Look at the Location header, and connect to that address directly, with ws:// or wss://.'],
  },
  {
    statuses: [400],
    causes: ['WRONG-PATH', 'WRONG-PROTOCOL-FAMILY', 'UPGRADE-STRIPPED', 'HOST-DENIED', 'SUBPROTOCOL-MISSING'],
    sentence:
      'The server takes the request for a bad one. Node ws answers so where the path is unknown, Socket.IO to a client that speaks something else, others where a proxy took the Upgrade header away, or where Host or subprotocol do not please them. The body of the answer says which.',
  },
  {
    statuses: [401],
    causes: ['AUTH-MISSING', 'AUTH-EXPIRED', 'AUTH-INVALID', 'ORIGIN-DENIED'],
    sentence:
      'The server answers 401: it wants a credential, or another one. Node ws also answers 401 for an Origin that it refuses.',
  },
  {
    statuses: [403],
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
  },
  {
    statuses: [404],
    causes: ['WRONG-PATH', 'NO-WS-SUPPORT', 'UPGRADE-STRIPPED', 'ORIGIN-DENIED'],
    sentence:
      'The server answers 404: no such path, no WebSocket code, or a proxy that took the Upgrade header away. Starlette never answers 404 to a WebSocket, so there it was plain HTTP. ActionCable answers 404 for a refused Origin.',
  },
  {
    statuses: [405],
    causes: ['HTTP-ONLY-PATH'],
    sentence: 'At this path is an HTTP endpoint that takes another method: it is no WebSocket.',
  },
  {
    statuses: [407],
    causes: ['PROXY-AUTH'],
    sentence: 'A forward proxy on the way wants a login: HTTP_PROXY, or the settings of the browser.',
  },
  {
    statuses: [426],
    causes: ['UPGRADE-STRIPPED', 'VERSION'],
    sentence:
      'There is a WebSocket, and the request that reached it asked for none: a proxy took the Upgrade header away, or it was a plain GET.',
  },
  {
    statuses: [429],
    causes: ['RATE-LIMIT'],
    sentence: 'There were too many attempts.',
    fix: ['Wait, and ask again.'],
  },
  {
    statuses: [500],
    causes: ['HANDLER-CRASH-PRE', 'NO-ROUTE'],
    sentence:
      'The server fails before it accepts: read the traceback in its log. Django Channels also answers 500 where no route fits the path.',
  },
  {
    statuses: [502, 504, 521, 522, 523, 524],
    causes: ['UPSTREAM-DOWN'],
    sentence: 'A proxy answers that what is behind it is down or too slow.',
  },
  {
    statuses: [503],
    causes: ['UPSTREAM-DOWN', 'CAPACITY', 'RATE-LIMIT'],
    sentence: 'The server, or a proxy before it, is down, full or not ready yet.',
  },
];

export function statusRule(status: number): Omit<MessageRule, 'pattern'> | undefined {
  return STATUSES.find(({ statuses }) => statuses.includes(status));
}
