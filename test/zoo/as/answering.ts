import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Animal, Cell } from '../animal.ts';
import { listen } from '../node/listen.ts';
import { converse } from '../node/ws.ts';

export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly method: string;
  readonly origin: string | undefined;
  readonly upgrade: boolean;
  readonly request: IncomingMessage;
}

/** An answer with exactly these headers and this body; `accept`: a 101 and a conversation, unless it `greets` otherwise. */
export type Answered =
  | {
      readonly status: number;
      readonly reason?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | { readonly accept: true; readonly greet?: string };

/** A server that cannot be installed here, made by hand: it answers byte for byte as that one does. */
export function answering(
  name: string,
  is: string,
  answer: (asked: Asked) => Answered,
  cells: readonly Cell[],
): Animal {
  return {
    name,
    is,
    start: () => {
      const sockets = new WebSocketServer({ noServer: true });
      const server = createServer();
      const handle = (request: IncomingMessage, socket: Socket, upgrade: boolean, head: Buffer): void => {
        const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://host');
        const { method = 'GET' } = request;
        const { origin } = request.headers;
        const answered = answer({ path, query, method, origin, upgrade, request });
        if (!('accept' in answered)) {
          const { status, reason = STATUS_CODES[status] ?? '', headers = {}, body = '' } = answered;
          const all = {
            Date: new Date().toUTCString(),
            ...headers,
            'Content-Length': Buffer.byteLength(body),
          };
          const lines = Object.entries(all).map(([key, value]) => `${key}: ${value}\r\n`);
          socket.end(`HTTP/1.1 ${status} ${reason}\r\n${lines.join('')}Connection: close\r\n\r\n${body}`);
          return;
        }
        sockets.handleUpgrade(request, socket, head, (connection) => {
          if (answered.greet === undefined) converse(connection, request);
          else connection.send(answered.greet);
        });
      };
      server.on('request', (request: IncomingMessage) =>
        handle(request, request.socket, false, Buffer.alloc(0)),
      );
      server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) =>
        handle(request, socket, true, head),
      );
      return listen(server);
    },
    cells,
  };
}

export const TEXT = { 'Content-Type': 'text/plain; charset=utf-8' } as const;
export const HTML = { 'Content-Type': 'text/html; charset=utf-8' } as const;
export const JSON_TYPE = { 'Content-Type': 'application/json' } as const;
