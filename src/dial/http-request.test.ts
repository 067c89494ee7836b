import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { RequestStep } from '../script/script.ts';
import type { AnswerRecord } from '../transcript/transcript.ts';
import { createNetTransport } from './net-transport.ts';

/** A self-signed certificate for `localhost`, and its key. For tests only; valid until 2126. */
const TEST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUYUJj6rFVCbVhNR097djG+M/idvwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTA2MzcyNFoYDzIxMjYxMDI4
MDYzNzI0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARRZs8AvHRejwjSr/PLk2EaxIjSFfmn+hEzerfEJEp0hnzHMbQJucP9
wt3jBHeQfwHrf7WL/nT5znnyDKgtE8qNo2kwZzAdBgNVHQ4EFgQUToE5MEqmpdFB
Tcc+YnD2aPtE+bowHwYDVR0jBBgwFoAUToE5MEqmpdFBTcc+YnD2aPtE+bowDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIhAN2WMj1QprwSmKNjNx3XWukvRCJJLqpjenQN8Vz/uGTKAiBYwkmFMPBi
Xz23sBjtorZiTrGOsJgRXwDjGuLWK4eOtg==
-----END CERTIFICATE-----`;

const TEST_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPc8GLwn4ylYgZRCj
seEsveq9JgpYEOzOphFKdlXNfsuhRANCAARRZs8AvHRejwjSr/PLk2EaxIjSFfmn
+hEzerfEJEp0hnzHMbQJucP9wt3jBHeQfwHrf7WL/nT5znnyDKgtE8qN
-----END PRIVATE KEY-----`;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];

// A server closes only when all its connections have ended: a socket that the client leaves open fails the test.
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function ask(
  handler: Handler,
  step: Partial<RequestStep> = {},
): Promise<AnswerRecord & { port: number }> {
  const port = await listen(createServer(handler));
  const transport = createNetTransport({ protocol: 'ws', host: '127.0.0.1', port });
  const answer = await transport.request({
    do: 'request',
    as: 'x',
    method: 'GET',
    target: '/a?b=1',
    headers: [],
    within: 5_000,
    ...step,
  });
  return { ...answer, port };
}

describe('an HTTP request', () => {
  test('goes out with the given headers and those that HTTP needs, and nothing else', async () => {
    let seen: string[] = [];
    const { request, port } = await ask(
      (incoming, response) => {
        seen = incoming.rawHeaders;
        response.end();
      },
      {
        method: 'POST',
        headers: [
          ['X-A', '1'],
          ['x-a', '2'],
          ['Origin', 'http://o'],
        ],
        body: '{"é":1}',
      },
    );
    expect(seen).toEqual([
      'Host',
      `127.0.0.1:${port}`,
      'X-A',
      '1',
      'x-a',
      '2',
      'Origin',
      'http://o',
      'Content-Length',
      '8',
      'Connection',
      'close',
    ]);
    expect(request).toEqual({
      method: 'POST',
      url: `http://127.0.0.1:${port}/a?b=1`,
      headers: request.headers,
      body: '{"é":1}',
    });
    expect(request.headers.flat()).toEqual(seen);
  });

  test.each([
    ['GET', undefined, undefined],
    ['POST', undefined, '0'],
    ['OPTIONS', undefined, undefined],
    ['DELETE', 'x', '1'],
  ])('%s with body %s has Content-Length %s', async (method, body, length) => {
    let seen: IncomingMessage['headers'] = {};
    await ask(
      (incoming, response) => {
        seen = incoming.headers;
        response.end();
      },
      { method, ...(body === undefined ? {} : { body }) },
    );
    expect(seen['content-length']).toBe(length);
    expect(seen['transfer-encoding']).toBeUndefined();
  });

  test('is answered with status, all headers and body; a redirect is an answer', async () => {
    const { outcome } = await ask((_, response) => {
      response.sendDate = false;
      response.writeHead(
        302,
        [
          ['Location', '/b'],
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ].flat(),
      );
      response.end('moved é');
    });
    expect(outcome).toEqual({
      kind: 'answered',
      status: 302,
      headers: [
        ['Location', '/b'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
        ['Connection', 'close'],
        ['Transfer-Encoding', 'chunked'],
      ],
      body: 'moved é',
      after: expect.any(Number),
    });
  });

  test('that asks for a WebSocket is answered with 101', async () => {
    const server = createServer();
    new WebSocketServer({ server });
    const port = await listen(server);
    const transport = createNetTransport({ protocol: 'ws', host: '127.0.0.1', port });
    const headers = [
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ['Sec-WebSocket-Version', '13'],
    ] as const;
    const { outcome } = await transport.request({
      do: 'request',
      as: 'x',
      method: 'GET',
      target: '/',
      headers,
      within: 5_000,
    });
    expect(outcome).toMatchObject({ kind: 'answered', status: 101 });
  });

  test.each<[string, Handler, Partial<RequestStep>, object]>([
    [
      'not in time',
      () => undefined,
      { within: 60 },
      { kind: 'failed', stage: 'answer', code: 'TIMEOUT', message: 'No answer came within 60 ms.' },
    ],
    ['by a FIN', (incoming) => incoming.socket.end(), {}, { kind: 'failed', stage: 'answer', code: 'RESET' }],
    [
      'with half a body',
      (_, response) =>
        void response.writeHead(200, { 'Content-Length': 9 }).write('half', () => response.destroy()),
      {},
      {
        kind: 'failed',
        stage: 'answer',
        code: 'CLOSED',
        message: 'The connection ended in the middle of the body.',
      },
    ],
    [
      'with a body that takes too long',
      (_, response) => void response.writeHead(200).write('begun'),
      { within: 60 },
      { kind: 'answered', status: 200, body: 'begun' },
    ],
    [
      'with no HTTP',
      (incoming) => incoming.socket.end('SSH-2.0\r\n'),
      {},
      { kind: 'failed', stage: 'answer', code: 'HPE_INVALID_CONSTANT' },
    ],
    [
      'never, since a header cannot be sent',
      () => undefined,
      { headers: [['X', 'a\nb']] },
      { kind: 'failed', stage: 'tcp', code: 'ERR_INVALID_CHAR' },
    ],
  ])('is answered %s', async (_, handler, step, outcome) => {
    expect((await ask(handler, step)).outcome).toMatchObject(outcome);
  });

  test('has its body cut, however much comes', async () => {
    const { outcome } = await ask((_, response) => {
      const flood = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', flood);
      flood();
    });
    expect(outcome).toMatchObject({ kind: 'answered', body: 'x'.repeat(65_536) });
  });
});

describe('over TLS', () => {
  const target = (port: number, tls: object) => ({ protocol: 'wss', host: 'localhost', port, tls }) as const;
  const step: RequestStep = {
    do: 'request',
    as: 'x',
    method: 'GET',
    target: '/',
    headers: [],
    within: 5_000,
  };

  async function tlsServer(): Promise<number> {
    const server = createTlsServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (_, response) =>
      response.end('safe'),
    );
    new WebSocketServer({ server }).on('connection', (socket) => socket.close(1000));
    return listen(server);
  }

  test.each([
    ['a certificate that is trusted', { ca: TEST_CERTIFICATE }],
    ['any certificate, where that is asked', { rejectUnauthorized: false }],
  ])('handshakes and requests are answered: %s', async (_, tls) => {
    const transport = createNetTransport(target(await tlsServer(), tls));
    const { outcome } = await transport.request(step);
    expect(outcome).toMatchObject({ kind: 'answered', body: 'safe' });
    const { handshake, wire } = await transport.open({ target: '/' }, 5_000);
    expect(handshake.outcome).toMatchObject({ kind: 'accepted', breaches: [] });
    wire?.destroy();
  });

  test.each([
    ['nobody vouches for it', {}, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [
      'it is for another name',
      { ca: TEST_CERTIFICATE, servername: 'other.test' },
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
  ])('a certificate is not accepted when %s', async (_, tls, code) => {
    const transport = createNetTransport(target(await tlsServer(), tls));
    expect((await transport.request(step)).outcome).toMatchObject({ kind: 'failed', stage: 'tls', code });
    const { handshake } = await transport.open({ target: '/' }, 5_000);
    expect(handshake.outcome).toMatchObject({ kind: 'failed', stage: 'tls', code });
  });
});
