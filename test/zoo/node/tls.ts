import { createSecureServer } from 'node:http2';
import { createServer } from 'node:https';
import type { Server } from 'node:net';
import { generate } from 'selfsigned';
import { WebSocketServer } from 'ws';
import { type Animal, type Cell, cell, PAGE } from '../animal.ts';
import { listen } from './listen.ts';
import { converse } from './ws.ts';

const DAY = 86_400_000;

interface Certificate {
  readonly name: string;
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
}

export async function pems({
  name,
  from = -1,
  to = 2,
}: Certificate): Promise<{ readonly key: string; readonly cert: string }> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    notBeforeDate: new Date(Date.now() + from * DAY),
    notAfterDate: new Date(Date.now() + to * DAY),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  return { key: made.private, cert: made.cert };
}

function secure(
  name: string,
  is: string,
  certificate: Certificate,
  cells: readonly Cell[],
  more: object = {},
): Animal {
  return {
    name,
    is,
    start: async () => {
      const server = createServer({ ...(await pems(certificate)), ...more }, (_, response) =>
        response.writeHead(404).end(),
      );
      new WebSocketServer({ server }).on('connection', converse);
      return listen(server as unknown as Server);
    },
    cells,
  };
}

export const TLS: readonly Animal[] = [
  secure('tls-self-signed', 'TLS with a certificate that nobody signed', { name: 'localhost' }, [
    cell('TLS-UNTRUSTED', 'wss://localhost:{port}/ws', ...PAGE),
    cell('TLS-WS-ON-TLS-PORT', 'ws://localhost:{port}/ws', ...PAGE),
  ]),
  secure('tls-expired', 'TLS with a certificate of last week', { name: 'localhost', from: -9, to: -2 }, [
    cell('TLS-EXPIRED', 'wss://localhost:{port}/ws', ...PAGE),
  ]),
  secure('tls-early', 'TLS with a certificate of next week', { name: 'localhost', from: 5, to: 9 }, [
    cell('TLS-EXPIRED', 'wss://localhost:{port}/ws', ...PAGE),
  ]),
  secure('tls-other-name', 'TLS with a certificate for another host', { name: 'shop.example' }, [
    cell('TLS-NAME', 'wss://localhost:{port}/ws', ...PAGE),
  ]),
  secure(
    'tls-client-certificate',
    'TLS that wants a certificate of the client',
    { name: 'localhost' },
    [cell('TLS-UNTRUSTED', 'wss://localhost:{port}/ws', ...PAGE)],
    { requestCert: true, rejectUnauthorized: true },
  ),
  {
    name: 'tls-http2',
    is: 'TLS that speaks HTTP/2 only',
    start: async () =>
      listen(
        createSecureServer({
          ...(await pems({ name: 'localhost' })),
          allowHTTP1: false,
        }) as unknown as Server,
      ),
    cells: [cell('HTTP2-ONLY', 'wss://localhost:{port}/ws', ...PAGE)],
  },
];
