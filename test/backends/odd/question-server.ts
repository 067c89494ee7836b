import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RunningBackend } from '../good-backend.ts';

/** How a server of `questions.yaml` is odd, though it keeps every promise. */
export interface Oddity {
  /** ms before the handshake is answered, and before each reply. */
  readonly slow?: { readonly handshake: number; readonly reply: number };
  /** The status that a handshake is refused with; `undefined`: let in. */
  readonly refuse?: (request: IncomingMessage, open: number) => number | undefined;
  /** When a connection is open. */
  readonly onOpen?: (client: WebSocket) => void;
  /** Right before each reply. */
  readonly beforeReply?: (client: WebSocket) => void;
  /** Right after each reply. */
  readonly afterReply?: (client: WebSocket) => void;
  /** In place of `client.send`. */
  readonly send?: (client: WebSocket, text: string) => void;
  /** What comes for something that it does not understand. Default: nothing. */
  readonly onInvalid?: (client: WebSocket) => void;
}

export async function startQuestions(odd: Oddity): Promise<RunningBackend> {
  const http = createServer((_, response) => response.writeHead(404).end());
  const server = new WebSocketServer({ noServer: true });
  http.on('upgrade', async (request, socket, head) => {
    socket.on('error', () => {});
    const path = new URL(request.url ?? '/', 'http://here').pathname;
    const status = path === '/desk' ? odd.refuse?.(request, server.clients.size) : 404;
    await sleep(odd.slow?.handshake ?? 0);
    if (status === undefined)
      return server.handleUpgrade(request, socket, head, (client) => serve(client, odd));
    socket.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
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

function serve(client: WebSocket, odd: Oddity): void {
  client.on('error', () => {});
  odd.onOpen?.(client);
  client.on('message', async (data, isBinary) => {
    const reply = isBinary ? undefined : replyTo(data.toString());
    if (reply === undefined) return odd.onInvalid?.(client);
    await sleep(odd.slow?.reply ?? 0);
    odd.beforeReply?.(client);
    const text = JSON.stringify(reply);
    if (odd.send === undefined) client.send(text);
    else odd.send(client, text);
    odd.afterReply?.(client);
  });
}

function replyTo(text: string): object | undefined {
  try {
    const { type, id, question } = JSON.parse(text);
    if (type === 'ping') return { type: 'pong' };
    const isQuestion = Number.isInteger(id) && typeof question === 'string' && question !== '';
    return type === 'ask' && isQuestion ? { type: 'answer', id, answer: `It depends (${id}).` } : undefined;
  } catch {
    return undefined;
  }
}
