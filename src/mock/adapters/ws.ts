import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { CountersignError } from '../../errors/countersign-error.ts';
import type { Driver } from '../driver.ts';
import type { Mask } from '../mask.ts';
import type { OwnPages } from '../own-pages.ts';
import { headerPairs, parseRequestTarget } from '../request-target.ts';
import { plainJson } from '../unknown-request.ts';
import { readBody, writeAnswer } from './http-exchange.ts';
import { createUpgradeHandler, peerOf } from './ws-upgrade.ts';

/** How long peers may take to leave when the server closes, ms. */
const FAREWELL = 500;
/** Connections that the kernel may hold for us. */
const BACKLOG = 4_096;

export interface WsServer {
  readonly port: number;
  /** 1001 to every connection; TCP has ended when it resolves, within a second. */
  close(): Promise<void>;
}

export interface WsServerOptions {
  readonly driver: Driver;
  readonly mask: Mask;
  readonly ownPages: OwnPages;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** Puts a driver on a real port: `node:http` for handshakes and companions, `ws` for frames. */
export async function serveWs(options: WsServerOptions): Promise<WsServer> {
  const { driver, mask, host } = options;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    answer(request, response, options).catch(() => giveUp(response));
  });
  server.on('upgrade', createUpgradeHandler(driver, mask));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
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

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { driver, ownPages }: WsServerOptions,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const peer = peerOf(request);
  const headers = headerPairs(request.rawHeaders);
  const own = ownPages({ method, target: url, headers, peer });
  if (own !== undefined) return writeAnswer(response, own);
  const target = parseRequestTarget(url);
  if (target === undefined) {
    return writeAnswer(response, plainJson(400, { error: 'The request target is not valid.' }));
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader('Connection', 'close');
    return writeAnswer(response, plainJson(413, { error: 'The body is longer than 1 MiB.' }));
  }
  writeAnswer(response, driver.request({ method, ...target, headers, body }, peer));
}

/** The client went away, or the contract's answer cannot be said in HTTP. */
function giveUp(response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  writeAnswer(response, plainJson(500, { error: "The contract's answer cannot be said in HTTP." }));
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
