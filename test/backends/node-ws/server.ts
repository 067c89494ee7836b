import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RunningBackend } from '../good-backend.ts';

const ORIGINS = new Set(['http://localhost:3000', 'https://chat.example']);
const ROOMS = new Set(['lobby', 'garden']);

/** Chat rooms on `ws` 8, in the manner of its README: `noServer`, and the upgrade event. */
export async function start(): Promise<RunningBackend> {
  const http = createServer((_, response) => response.writeHead(426).end('Upgrade Required'));
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: 65_536,
    handleProtocols: (offered) => (offered.has('chat.v1') ? 'chat.v1' : false),
  });
  const rooms = new Map<string, { people: Set<WebSocket>; said: string[] }>();

  http.on('upgrade', (request, socket, head) => {
    const refuse = (status: string): void => {
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    const url = new URL(request.url ?? '/', 'http://localhost');
    const name = /^\/rooms\/(\w+)$/.exec(url.pathname)?.[1] ?? '';
    const { origin } = request.headers;
    const person = url.searchParams.get('name') ?? '';
    if (!ROOMS.has(name)) return refuse('404 Not Found');
    if (origin !== undefined && !ORIGINS.has(origin)) return refuse('403 Forbidden');
    if (person.length === 0 || person.length > 20) return refuse('400 Bad Request');
    server.handleUpgrade(request, socket, head, (client) => join(client, name, person));
  });

  function join(client: WebSocket, name: string, person: string): void {
    const room = rooms.get(name) ?? { people: new Set(), said: [] };
    rooms.set(name, room);
    room.people.add(client);
    const tell = (to: WebSocket, message: object): void => to.send(JSON.stringify(message));
    const error = (reason: string): void => tell(client, { type: 'error', reason });
    tell(client, { type: 'joined', room: name, name: person, people: room.people.size });
    client.on('close', () => room.people.delete(client));
    client.on('error', () => {});
    client.on('message', (data, isBinary) => {
      let message: { type?: unknown; text?: unknown; id?: unknown; last?: unknown } | null;
      try {
        message = isBinary ? null : JSON.parse(data.toString());
      } catch {
        return error('That is no JSON.');
      }
      const { type, text, id, last = 10 } = message ?? {};
      if (type === 'say' && typeof text === 'string' && text.length > 0 && [...text].length <= 500) {
        room.said.push(text);
        if (room.said.length > 100) room.said.shift();
        const said = { type: 'said', from: person, text, at: new Date().toISOString() };
        for (const each of room.people) tell(each, said);
        return;
      }
      const isCount = Number.isInteger(last) && Number(last) >= 1 && Number(last) <= 100;
      if (type === 'history' && Number.isInteger(id) && isCount)
        return tell(client, { type: 'past', id, said: room.said.slice(-Number(last)) });
      return error('I do not understand that.');
    });
  }

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    target: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async stop() {
      for (const client of server.clients) client.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
