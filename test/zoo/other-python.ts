import { type Animal, cell, document, OTHER_PAGE, PAGE } from './animal.ts';
import { snake } from './python-animals.ts';

const channels = (name: string, around: string, is: string, cells: Animal['cells']): Animal =>
  snake({ name, is, modules: ['channels', 'daphne'], run: ['channels_app.py'], around, cells });

const websockets = (name: string, how: string, is: string, cells: Animal['cells']): Animal =>
  snake({ name, is, modules: ['websockets'], run: ['websockets_app.py', how], cells });

export const OTHER_PYTHON: readonly Animal[] = [
  snake({
    name: 'aiohttp',
    is: 'aiohttp: handlers that are right, refuse, crash, return and never answer',
    modules: ['aiohttp'],
    run: ['aiohttp_app.py'],
    cells: [
      cell('CONNECTED', '/ws', ...PAGE),
      cell('WRONG-PATH', '/socket', ...PAGE),
      cell('WRONG-PATH', '/api/ws', ...PAGE),
      cell('HTTP-ONLY-PATH', '/items', ...PAGE),
      cell('HTTP-ONLY-PATH', '/orders', ...PAGE),
      cell('ORIGIN-DENIED', '/origin', ...OTHER_PAGE),
      cell('ORIGIN-MISSING', '/origin'),
      cell('AUTH-MISSING', '/token', ...PAGE),
      cell('AUTH-INVALID', '/token?token=bad', ...PAGE),
      cell('AUTH-ROLE', '/role?token=good', ...PAGE),
      cell('BAD-QUERY', '/query', ...PAGE, ...document('query')),
      cell('BAD-QUERY', '/query', ...PAGE),
      cell('HANDLER-CRASH-PRE', '/crash-before', ...PAGE),
      cell('HANDLER-CRASH-POST', '/crash-after', ...PAGE),
      cell('HANDLER-CRASH-POST', '/careless', ...PAGE),
      cell('HANDLER-RETURNED', '/returns', ...PAGE),
      cell('HANG-PRE-ACCEPT', '/never', ...PAGE),
      cell('MESSAGE-TOO-BIG', '/small', ...PAGE),
      cell('VERSION', '/ws', ...PAGE, '--header', 'Sec-WebSocket-Version: 14'),
      cell('SUBPROTOCOL-NOT-SELECTED', '/ws', ...PAGE, '--subprotocol', 'v1'),
    ],
  }),
  snake({
    name: 'tornado',
    is: 'tornado: compares Origin with Host by itself',
    modules: ['tornado'],
    run: ['tornado_app.py'],
    cells: [
      cell('CONNECTED', '/ws', '--origin', 'http://127.0.0.1:{port}'),
      cell('ORIGIN-DENIED', '/ws', ...PAGE),
      cell('ORIGIN-DENIED', '/listed', ...OTHER_PAGE),
      cell('WRONG-PATH', '/socket', ...PAGE),
      cell('HTTP-ONLY-PATH', '/items'),
      cell('AUTH-MISSING', '/token', ...PAGE),
      cell('AUTH-INVALID', '/token?token=bad', ...PAGE),
      cell('HANDLER-CRASH-PRE', '/crash-before', '--origin', 'http://127.0.0.1:{port}'),
      cell('HANDLER-CRASH-POST', '/crash-after', '--origin', 'http://127.0.0.1:{port}'),
      cell('HANDLER-CRASH-POST', '/careless', '--origin', 'http://127.0.0.1:{port}'),
      cell('CLOSED-AFTER-ACCEPT', '/closes', '--origin', 'http://127.0.0.1:{port}'),
      cell('HANG-PRE-ACCEPT', '/never', '--origin', 'http://127.0.0.1:{port}'),
      cell('VERSION', '/ws', '--origin', 'http://127.0.0.1:{port}', '--header', 'Sec-WebSocket-Version: 14'),
    ],
  }),
  channels('channels', '', 'Django Channels on daphne', [
    cell('CONNECTED', '/ws/', ...PAGE),
    cell('WRONG-PATH', '/ws', ...PAGE),
    cell('NO-ROUTE', '/feed/live/', ...PAGE),
    cell('AUTH-MISSING', '/token/', ...PAGE),
    cell('HANDLER-CRASH-PRE', '/crash-before/', ...PAGE),
    cell('HANDLER-CRASH-POST', '/crash-after/', ...PAGE),
    cell('HANDLER-CRASH-POST', '/careless/', ...PAGE),
    cell('AUTH-ROLE', '/closes/', ...PAGE),
    cell('VERSION', '/ws/', ...PAGE, '--header', 'Sec-WebSocket-Version: 14'),
  ]),
  channels('channels-hosts', 'hosts', 'Django Channels with AllowedHostsOriginValidator: localhost only', [
    cell('ORIGIN-MISSING', '/ws/'),
    cell('ORIGIN-DENIED', '/ws/', '--origin', 'http://shop.example'),
    cell('CONNECTED', '/ws/', ...PAGE),
  ]),
  channels('channels-origins', 'origins', 'Django Channels with OriginValidator', [
    cell('ORIGIN-MISSING', '/ws/'),
    cell('ORIGIN-DENIED', '/ws/', ...OTHER_PAGE),
  ]),
  channels(
    'channels-no-websocket',
    'no-websocket',
    'Django Channels whose ProtocolTypeRouter has no "websocket"',
    [cell('NO-ROUTE', '/ws/', ...PAGE)],
  ),
  snake({
    name: 'socketio-polling',
    is: 'python-socketio on WSGI without a WebSocket library: only polling works',
    modules: ['socketio'],
    run: ['engineio_app.py', 'polling'],
    cells: [
      cell('FALLBACK-ONLY', '/socket.io/?EIO=4&transport=websocket', ...PAGE),
      cell('FALLBACK-ONLY', '/ws', ...PAGE),
    ],
  }),
  snake({
    name: 'socketio-python',
    is: 'python-socketio on aiohttp with an allowed origin',
    modules: ['socketio', 'aiohttp'],
    run: ['engineio_app.py', 'origins'],
    cells: [
      cell('ORIGIN-DENIED', '/socket.io/?EIO=4&transport=websocket', ...OTHER_PAGE),
      cell('WRONG-PROTOCOL-FAMILY', '/socket.io/?EIO=4&transport=websocket', ...PAGE),
    ],
  }),
  websockets('websockets', 'any', 'Python websockets: every path', [
    cell('CONNECTED', '/ws', ...PAGE),
    cell('VERSION', '/ws', ...PAGE, '--header', 'Sec-WebSocket-Version: 14'),
  ]),
  websockets('websockets-origins', 'origins', 'Python websockets with origins=[…]', [
    cell('ORIGIN-MISSING', '/ws'),
    cell('ORIGIN-DENIED', '/ws', ...OTHER_PAGE),
  ]),
  websockets('websockets-small', 'small', 'Python websockets that takes messages of 16 bytes', [
    cell('MESSAGE-TOO-BIG', '/ws', ...PAGE),
  ]),
  websockets('websockets-busy', 'busy', 'Python websockets that is full: 503 with Retry-After', [
    cell('CAPACITY', '/ws', ...PAGE),
  ]),
];
