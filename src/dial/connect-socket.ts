import { connect, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { DialTarget } from './dial-target.ts';

/** How far a connection has come. */
export type Stage = 'dns' | 'tcp' | 'tls' | 'answer';

export interface Dialled {
  readonly socket: Socket;
  /** The stage that it is in now. */
  stage(): Stage;
}

/**
 * Begins to connect. All addresses of a name are tried (RFC 8305; Node's default from 20 on), so `localhost`
 * finds a server on either family. On TLS only HTTP/1.1 is offered: over HTTP/2 a WebSocket is opened otherwise (RFC 8441).
 * @throws RangeError for a port that cannot be one.
 */
export function connectSocket(target: DialTarget): Dialled {
  const socket =
    target.protocol === 'wss'
      ? connectTls(tlsOptions(target))
      : connect({ host: target.host, port: target.port });
  socket.setNoDelay(true);
  return { socket, stage: trackStage(socket, target) };
}

/** TLS options of a target; for `node:https` too. */
export function tlsOptions(target: DialTarget): ConnectionOptions {
  const name = target.tls?.servername ?? (isIP(target.host) === 0 ? target.host : undefined);
  return {
    host: target.host,
    port: target.port,
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: target.tls?.rejectUnauthorized ?? true,
    ...(target.tls?.ca === undefined ? {} : { ca: target.tls.ca }),
    ...(name === undefined ? {} : { servername: name }),
  };
}

/** Follows a socket that has just begun to connect. */
export function trackStage(socket: Socket, target: DialTarget): () => Stage {
  let stage: Stage = isIP(target.host) === 0 ? 'dns' : 'tcp';
  socket.once('lookup', (error: Error | null) => {
    if (error === null || error === undefined) stage = 'tcp';
  });
  socket.once('connect', () => {
    stage = target.protocol === 'wss' ? 'tls' : 'answer';
  });
  socket.once('secureConnect', () => {
    stage = 'answer';
  });
  return () => stage;
}
