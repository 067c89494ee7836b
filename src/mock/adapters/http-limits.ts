import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { FairReading } from './fair-reader.ts';

type HttpLimit =
  | 'headersTimeout'
  | 'requestTimeout'
  | 'keepAliveTimeout'
  | 'connectionsCheckingInterval'
  | 'maxHeaderSize';

/** Times in ms, sizes in bytes. Node answers 408 or 431 itself. */
export const HTTP_LIMITS: Required<Pick<ServerOptions, HttpLimit>> = {
  /** From the start of a connection, or of a request, to the end of its head. */
  headersTimeout: 10_000,
  /** To the end of its body. */
  requestTimeout: 30_000,
  /** Between two requests of one connection. */
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16 * 1024,
};

/** Most connections that are not WebSockets, yet or at all; one more, and the oldest of them goes. */
export const UNANSWERED_LIMIT: number = 8_192;

/** Reads all sockets of the server fairly, and bounds those that wait for an answer. */
export function limitSockets(server: Server, reading: FairReading): void {
  const unanswered = new Set<Socket>();
  server.on('connection', () => reading.arrived());
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    reading.begin(socket);
    takeFromParser(socket);
    unanswered.add(socket);
    socket.on('close', () => unanswered.delete(socket));
    const [oldest] = unanswered.size > UNANSWERED_LIMIT ? unanswered : [];
    oldest?.destroy();
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const reader = reading.begin(request.socket);
    response.once('close', () => reader.finished());
  });
  server.on('upgrade', ({ socket }: IncomingMessage) => unanswered.delete(socket));
}

/**
 * Node's parser reads a TCP handle past its stream, all that there is at once. As soon as somebody wants its `data`,
 * it reads the stream.
 */
function takeFromParser(socket: Socket): void {
  const nothing = (): void => {};
  socket.on('data', nothing);
  socket.off('data', nothing);
}
