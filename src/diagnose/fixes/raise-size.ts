import type { Facts } from '../facts.ts';
import { type FixTable, fixBy } from './by-server.ts';

/** Where the greatest size of a message is set. */
export function raiseSize(facts: Facts): readonly string[] {
  const table: FixTable = {
    'FastAPI on uvicorn': ['uvicorn … --ws-max-size 33554432   # bytes; 16 MiB by default'],
    'an ASGI server (uvicorn, hypercorn)': [
      'uvicorn … --ws-max-size 33554432 (bytes; 16 MiB by default), hypercorn: websocket_max_message_size',
    ],
    aiohttp: ['web.WebSocketResponse(max_msg_size=…)   # 4 MiB by default'],
    tornado: ['Application(websocket_max_message_size=…)   # 10 MiB by default'],
    'Python websockets': ['websockets.serve(handler, max_size=…)   # 1 MiB by default'],
    'Node ws': ['new WebSocketServer({ maxPayload: … })   // 100 MiB by default'],
    'Tomcat or Spring': ['container.setMaxTextMessageBufferSize(…)   // 8 KiB by default'],
    'Go coder/websocket': ['conn.SetReadLimit(…)   // 32 KiB by default'],
    'Go gorilla/websocket': ['conn.SetReadLimit(…)'],
  };
  return fixBy(facts, table, [
    'Raise the limit of the server: uvicorn --ws-max-size, ws maxPayload, aiohttp max_msg_size, websockets max_size, Tomcat setMaxTextMessageBufferSize.',
  ]);
}
