import { type Animal, type Cell, cell, document, OTHER_PAGE, PAGE } from './animal.ts';
import { snake } from './python-animals.ts';

type Serves = 'websockets' | 'wsproto' | 'hypercorn';

/** What a developer runs into at FastAPI, whatever serves it. */
function cellsOf(serves: Serves): readonly Cell[] {
  return [
    cell('CONNECTED', '/ws', ...PAGE),
    cell('CONNECTED', '/ws', ...PAGE, ...document('live')),
    cell('WRONG-PATH', '/ws/events', ...PAGE),
    cell('WRONG-PATH', '/socket', ...PAGE, ...document('live')),
    cell('WRONG-PATH', '/ws/', ...PAGE),
    cell('HTTP-ONLY-PATH', '/status', ...PAGE),
    cell('ORIGIN-DENIED', '/origin', ...OTHER_PAGE),
    cell('ORIGIN-DENIED', '/origin', ...OTHER_PAGE, ...document('origin')),
    cell('ORIGIN-MISSING', '/origin'),
    cell('AUTH-UNCHECKED', '/token-unchecked?token=good', ...PAGE, ...document('unchecked')),
    {
      ...cell('WRONG-PATH', '/feed/origin?a=b', ...OTHER_PAGE, ...document('origin')),
      says: /There Origin http:\/\/localhost:4999 is refused, too[\s\S]*\/origin\?a=b/,
    },
    cell('AUTH-MISSING', '/token', ...PAGE),
    cell('AUTH-MISSING', '/token', ...PAGE, ...document('token')),
    cell('AUTH-MISSING', '/token?token=', ...PAGE),
    cell('AUTH-MISSING', '/token?token=undefined', ...PAGE, ...document('token')),
    cell('AUTH-INVALID', '/token?token=bad', ...PAGE, ...document('token')),
    cell('AUTH-CHANNEL', '/token', ...PAGE, ...document('token'), '--header', 'Authorization: Bearer good'),
    cell('AUTH-MISSING', '/token-after', ...PAGE),
    cell('AUTH-INVALID', '/token-after?token=bad', ...PAGE),
    cell('COOKIE-NOT-SENT', '/cookie', ...PAGE, ...document('cookie')),
    cell('AUTH-ROLE', '/role-after?token=good', ...PAGE),
    cell('BAD-QUERY', '/query', ...PAGE, ...document('query')),
    cell('HANDLER-CRASH-PRE', '/crash-before', ...PAGE),
    cell('HANDLER-CRASH-PRE', '/bearer', ...PAGE),
    cell('HANDLER-CRASH-POST', '/crash-after', ...PAGE),
    cell('HANDLER-CRASH-POST', '/json', ...PAGE),
    // With wsproto it lives on as a zombie: only what the document says that it answers shows it.
    cell('HANDLER-RETURNED', '/returns', ...PAGE, ...(serves === 'wsproto' ? document('live') : [])),
    cell('HANG-PRE-ACCEPT', '/never', ...PAGE),
    cell('GOING-AWAY', '/code/1001', ...PAGE),
    cell('CLOSED-AFTER-ACCEPT', '/code/1008', ...PAGE),
    cell('HANDLER-CRASH-POST', '/code/1011', ...PAGE),
    cell('GOING-AWAY', '/code/1012', ...PAGE),
    cell('CLOSED-AFTER-ACCEPT', '/code/4321', ...PAGE),
    cell('RATE-LIMIT', '/code/4429', ...PAGE),
    cell('SUBPROTOCOL-NOT-SELECTED', '/ws', ...PAGE, '--subprotocol', 'v1'),
    cell('SUBPROTOCOL-MISSING', '/chat', ...PAGE, ...document('chat')),
    cell('SUBPROTOCOL-UNSUPPORTED', '/chat', ...PAGE, ...document('chat'), '--subprotocol', 'chat.v9'),
    cell('CONNECTED-SILENT', '/silent', ...PAGE, ...document('live')),
    cell('REPLY-NEVER', '/other-reply', ...PAGE, ...document('live')),
    { ...cell('CAPACITY', '/one-at-a-time-after', ...PAGE), holding: '/one-at-a-time-after' },
  ];
}

const IMPLEMENTATIONS: readonly Serves[] = ['websockets', 'wsproto', 'hypercorn'];
const modulesOf = (serves: Serves): readonly string[] => [
  'fastapi',
  serves === 'hypercorn' ? serves : 'uvicorn',
  'websockets',
  'wsproto',
];
const title = (serves: Serves): string => (serves === 'hypercorn' ? 'hypercorn' : `uvicorn --ws ${serves}`);

const around = (
  name: string,
  what: string,
  is: string,
  cells: readonly Cell[],
  serves = 'websockets',
): Animal =>
  snake({
    name: `fastapi-${name}`,
    is,
    modules: modulesOf('websockets'),
    run: ['fastapi_app.py', serves],
    around: what,
    cells,
  });

/** Other tests may keep the machine too busy: then it has to say that. */
const TIMED = /Timing: (?:somebody is at this path|not settled; this machine is too busy)/;
/** As quick as no route: nothing is told apart, and the one that there may be stays a candidate. */
const NOT_SETTLED = /Timing: not settled/;

export const FASTAPI: readonly Animal[] = [
  ...IMPLEMENTATIONS.map((serves) =>
    snake({
      name: `fastapi-${serves}`,
      is: `FastAPI on ${title(serves)}: a route for each way to fail`,
      modules: modulesOf(serves),
      run: ['fastapi_app.py', serves],
      cells: cellsOf(serves),
    }),
  ),
  ...IMPLEMENTATIONS.map((serves) =>
    snake({
      name: `fastapi-hidden-${serves}`,
      is: `FastAPI on ${title(serves)}, no WebSocket where one would look`,
      modules: modulesOf(serves),
      run: ['fastapi_app.py', serves],
      around: 'hidden',
      cells: [
        cell('NO-ROUTE', '/ws', ...PAGE),
        cell('NO-ROUTE', '/ws', ...OTHER_PAGE, ...document('live')),
        cell('HTTP-ONLY-PATH', '/orders', ...PAGE),
      ],
    }),
  ),
  ...IMPLEMENTATIONS.map((serves) =>
    snake({
      name: `fastapi-timed-${serves}`,
      is: `FastAPI on ${title(serves)} that refuses before accept, like no route but for the time`,
      modules: modulesOf(serves),
      run: ['fastapi_app.py', serves],
      around: 'hidden',
      cells: [
        { ...cell('REFUSED-BY-HANDLER', '/looked-up', ...PAGE, '--timing'), says: TIMED },
        { ...cell('REFUSED-BY-HANDLER', '/refused', ...PAGE, '--timing'), says: NOT_SETTLED },
        { ...cell('NO-ROUTE', '/nobody', ...PAGE, '--timing'), says: NOT_SETTLED },
      ],
    }),
  ),
  around('cors', 'cors', 'FastAPI with CORSMiddleware, which its developer believes to guard the WebSocket', [
    { ...cell('WRONG-PATH', '/socket', ...OTHER_PAGE), says: /CORSMiddleware has no say/ },
    { ...cell('ORIGIN-DENIED', '/origin', ...OTHER_PAGE), says: /CORSMiddleware has no say/ },
  ]),
  around('hosts', 'hosts', 'FastAPI with TrustedHostMiddleware that does not know 127.0.0.1', [
    cell('HOST-DENIED', '/ws', ...PAGE),
  ]),
  around('https', 'https', 'FastAPI with HTTPSRedirectMiddleware', [cell('REDIRECT', '/ws', ...PAGE)]),
  around('static', 'static hidden', 'FastAPI with StaticFiles mounted at /, without a WebSocket', [
    cell('NO-ROUTE', '/feed', ...PAGE),
  ]),
  around(
    'none',
    'hidden',
    'FastAPI on uvicorn --ws none: no WebSocket library',
    [cell('NO-WS-SUPPORT', '/ws', ...PAGE)],
    'none',
  ),
  around('switched-off', 'hidden', 'FastAPI that says of itself that WebSockets are off', [
    cell('SWITCHED-OFF', '/ws', ...PAGE, ...document('switch')),
  ]),
  around('full', 'hidden', 'FastAPI that takes one connection at a time, refused before accept', [
    { ...cell('CAPACITY', '/one-at-a-time', ...PAGE, ...document('places')), holding: '/one-at-a-time' },
  ]),
  around('stuck', '', 'FastAPI whose event loop is blocked by a call that is not async', [
    { ...cell('EVENT-LOOP-BLOCKED', '/ws', ...PAGE), before: '/stuck' },
  ]),
  around('no-tokens', 'no-tokens', 'FastAPI whose endpoint for tokens is down', [
    cell('TOKEN-ENDPOINT', '/token', ...PAGE, ...document('token')),
  ]),
];
