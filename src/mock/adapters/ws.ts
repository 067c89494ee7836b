import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { CountersignError } from '../../errors/countersign-error.ts';
import type { Driver } from '../driver.ts';
import type { Mask } from '../mask.ts';
import type { OwnPages } from '../own-pages.ts';
import type { TlsCertificate } from '../tls/self-signed.ts';
import { createFairReading } from './fair-reading.ts';
import { HTTP_LIMITS, limitSockets } from './http-limits.ts';
import { createRequestListener } from './request-listener.ts';
import { createUpgradeHandler } from './ws-upgrade.ts';

/** How long peers may take to leave when the server closes, ms. */
export const FAREWELL: number = 500;
/** Connections that the kernel may hold for us. */
const BACKLOG = 4_096;

export interface WsServer {
  readonly port: number;
  /** 1001 to every connection; TCP has ended when it resolves, within a second. */
  close(): Promise<void>;
}

/** What a server needs to serve a mock. */
export interface Serving {
  readonly driver: Driver;
  readonly mask: Mask;
  readonly ownPages: OwnPages;
  /** permessage-deflate (RFC 7692) for every endpoint; else for those whose document says so. */
  readonly deflate: boolean;
}

export interface WsServerOptions extends Serving {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Absent: plain `ws` and `http`. */
  readonly tls?: TlsCertificate;
}

/** Puts a driver on a real port: `node:http` for handshakes and companions, `ws` for frames. */
export async function serveWs(options: WsServerOptions): Promise<WsServer> {
  const { driver, host, tls, ownPages } = options;
  const sockets = new Set<Socket>();
  const listener = createRequestListener(driver, ownPages);
  const server =
    tls === undefined
      ? createServer(HTTP_LIMITS, listener)
      : createTlsServer({ ...HTTP_LIMITS, handshakeTimeout: HTTP_LIMITS.headersTimeout, ...tls }, listener);
  const reading = createFairReading();
  limitSockets(server, reading);
  server.on('upgrade', createUpgradeHandler({ ...options, reading }));
  server.on('connection', (socket) => {
    sockets.add(socket);
    // Not `once`: it makes two more objects, and there may be 10,000 sockets.
    socket.on('close', () => sockets.delete(socket));
  });
  const port = await listen(server, host, options.port);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        driver.stop(1001, 'The mock is closing.');
        const timer = setTimeout(() => {
          for (const socket of sockets) socket.destroy();
        }, FAREWELL);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    // It stays on: without a listener, an accept that fails for want of files would end the process.
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portInUse(host, port, error) : error);
    });
    server.listen({ host, port, backlog: BACKLOG }, () => resolve((server.address() as AddressInfo).port));
  });
}

function portInUse(host: string, port: number, cause: unknown): CountersignError {
  return new CountersignError('mock.port-in-use', `Another process listens on ${host}:${port}.`, {
    fix: 'End that process, or let the mock take a free port: --port 0',
    cause,
  });
}
