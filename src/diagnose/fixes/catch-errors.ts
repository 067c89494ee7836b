import type { Facts } from '../facts.ts';
import { type FixTable, fixBy } from './by-server.ts';

/** How a handler survives what goes wrong in it. */
export function catchErrors(facts: Facts): readonly string[] {
  const asgi = [
    'Catch what can go wrong in the receive loop, and answer with an error message:',
    'try: message = await websocket.receive_json()',
    'except ValueError: await websocket.send_json({"type": "error"}); continue',
    'For what cannot be mended: await websocket.close(1011).',
  ];
  const table: FixTable = {
    aiohttp: [
      'try: data = message.json()',
      'except ValueError: await ws.send_json({"type": "error"}); continue',
      'For what cannot be mended: await ws.close(code=1011).',
    ],
    tornado: [
      'try: data = json.loads(message)',
      'except ValueError: self.write_message({"type": "error"}); return',
      'For what cannot be mended: self.close(1011).',
    ],
    'Django Channels on daphne': [
      'async def receive(self, text_data=None, bytes_data=None): catch ValueError and send an error message.',
    ],
    'Node ws': [
      'socket.on("message", (data) => { try { … } catch { socket.send(\'{"type":"error"}\'); } })',
      'An uncaught exception in a Node handler ends the whole process.',
    ],
    'Tomcat or Spring': [
      'Catch exceptions in handleTextMessage (@OnMessage): otherwise the session is closed.',
    ],
  };
  return fixBy(facts, table, asgi);
}
