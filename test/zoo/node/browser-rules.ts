import { lookup } from 'node:dns/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { hostname } from 'node:os';
import { WebSocketServer } from 'ws';
import type { Running } from '../animal.ts';
import { type Animal, cell, PAGE } from '../animal.ts';
import { converse } from './ws.ts';

/** On the Fetch standard's list of bad ports. */
const BAD = 10_080;

async function listenAt(port: number, host: string): Promise<Running> {
  const server = createServer((_, response) => response.writeHead(404).end('nothing here'));
  const sockets = new WebSocketServer({ server, path: '/ws' });
  sockets.on('connection', converse);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const free = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createTcpServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
const isFree = await free(BAD);
const own = await lookup(hostname()).catch(() => undefined);

/** Sound servers, at which only a browser fails: said by rule. */
export const BROWSER_RULES: readonly Animal[] = [
  {
    name: 'public-page',
    is: 'ws on this machine, and a page of the internet',
    start: () => listenAt(0, '127.0.0.1'),
    cells: [cell('LNA', '/ws', '--origin', 'https://app.example.com')],
  },
  {
    name: 'bad-port',
    is: `ws on port ${BAD}`,
    missing: () => (isFree ? undefined : `port ${BAD} is taken`),
    start: () => listenAt(BAD, '127.0.0.1'),
    cells: [cell('BAD-PORT', '/ws', ...PAGE)],
  },
  {
    name: 'https-page',
    is: 'ws without TLS at a name that is not localhost, and a page of https',
    missing: () => (own === undefined ? `the name ${hostname()} does not resolve` : undefined),
    start: () => listenAt(0, own?.address ?? '127.0.0.1'),
    cells: [cell('MIXED-CONTENT', `ws://${hostname()}:{port}/ws`, '--origin', `https://${hostname()}`)],
  },
];
