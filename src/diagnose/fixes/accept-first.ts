import type { Facts } from '../facts.ts';
import { type FixTable, fixBy } from './by-server.ts';

/** How a handler accepts before it waits for anything. */
export function acceptFirst(facts: Facts): readonly string[] {
  const asgi = [
    'Call await websocket.accept() first, and only then wait for databases, brokers and locks; give those a timeout.',
  ];
  const table: FixTable = {
    aiohttp: [
      'Call await ws.prepare(request) first, and only then wait; asyncio.timeout(…) around what may hang.',
    ],
    tornado: ['Wait in open(), not in prepare() or get(): the handshake is answered before open().'],
    'Django Channels on daphne': ['Call await self.accept() first in connect(), and only then wait.'],
    'FastAPI on uvicorn': asgi,
    'an ASGI server (uvicorn, hypercorn)': asgi,
    'Node ws': [
      'Call wss.handleUpgrade(…) for every path that is yours, and answer the others: socket.end("HTTP/1.1 404 Not Found\\r\\n\\r\\n").',
    ],
  };
  return fixBy(facts, table, [
    'Answer the upgrade first (FastAPI: await websocket.accept()), and wait for databases and brokers afterwards, with a timeout.',
  ]);
}
