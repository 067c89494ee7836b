import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, request as tlsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Contract } from '../../src/contract/contract.ts';
import { type Mock, type MockOptions, startMock } from '../../src/mock/index.ts';
import { selfSigned } from '../../src/mock/tls/self-signed.ts';
import { chatContract } from '../support/chat-contract.ts';
import { connect, dial } from '../support/plain-client.ts';
import { nowhere, promised } from '../support/tiny-contract.ts';

const running: Mock[] = [];
const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function start(options: MockOptions, contract = chatContract()): Promise<Mock> {
  const mock = await startMock(contract, { port: 0, push: 'off', ...options });
  running.push(mock);
  return mock;
}

async function listening(server: Server): Promise<Server> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe('a server of somebody else', () => {
  async function theirs(): Promise<Server> {
    return listening(createServer((request, response) => void response.end(`theirs ${request.url}`)));
  }

  test('lets the mock have its handshakes, companions and pages, and keeps the rest', async () => {
    const server = await theirs();
    const sockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (ws) => ws.send('{"of":"theirs"}')),
    );
    const mock = await start({ server });
    expect(mock.url).toBe(`http://127.0.0.1:${portOf(server)}`);
    const text = async (path: string): Promise<string> => (await fetch(mock.url + path)).text();
    expect(await text('/health')).toBe('{"type":"healthy"}');
    expect(await text('/index.html')).toBe('theirs /index.html');
    expect(await text('/__countersign/status')).toContain('active_connections');
    const ours = await connect(`${mock.url.replace('http', 'ws')}/chat`);
    expect(await ours.next()).toEqual({ type: 'hello' });
    const other = await connect(`${mock.url.replace('http', 'ws')}/hmr`);
    expect(await other.next()).toEqual({ of: 'theirs' });

    await mock.close();
    expect(await ours.closed).toBe(1001);
    expect(await text('/health')).toBe('theirs /health');
    await other.end();
  });

  test('that takes no handshakes itself has the mock refuse what it does not know', async () => {
    const server = await theirs();
    const mock = await start({ server });
    expect((await dial(`${mock.url.replace('http', 'ws')}/elsewhere`)).status).toBe(404);
  });

  test('may begin to listen later, and may speak TLS', async () => {
    const { cert, key } = await selfSigned();
    const server = createTlsServer({ cert, key });
    const mock = await start({ server });
    await listening(server);
    const client = await connect(`${mock.url.replace('http', 'ws')}/chat`, { ca: cert });
    expect(await client.next()).toEqual({ type: 'hello' });
    expect(mock.endpoints()[0]?.url).toBe(`wss://127.0.0.1:${portOf(server)}/chat`);
  });
});

describe('TLS', () => {
  test('with a certificate that is made for this machine', async () => {
    const mock = await start({ tls: true });
    expect(mock.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const ca = mock.certificate ?? '';
    for (const host of ['127.0.0.1', 'localhost']) {
      const url = `${mock.url.replace('https', 'wss').replace('127.0.0.1', host)}/chat`;
      const client = await connect(url, { ca });
      expect(await client.next()).toEqual({ type: 'hello' });
    }
    await expect(connect(`${mock.url.replace('https', 'wss')}/chat`)).rejects.toThrow('self-signed');
    const status = await new Promise((resolve, reject) => {
      tlsRequest(`${mock.url}/health`, { ca }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });

  test('with the certificate that is given', async () => {
    const certificate = await selfSigned();
    const mock = await start({ tls: certificate });
    expect(mock.certificate).toBe(certificate.cert);
    const client = await connect(`${mock.url.replace('https', 'wss')}/chat`, { ca: certificate.cert });
    expect(await client.next()).toEqual({ type: 'hello' });
  });
});

describe('permessage-deflate', () => {
  const declared = (): ReturnType<typeof chatContract> =>
    chatContract({
      handshake: {
        headers: [
          { name: 'Sec-WebSocket-Extensions', required: false, example: 'permessage-deflate', at: nowhere },
        ],
      },
    });

  test.each([
    ['is not offered where nobody says so', {}, chatContract(), ''],
    ['is where the user says so', { deflate: true }, chatContract(), 'permessage-deflate'],
    ['is where the document declares it', {}, declared(), 'permessage-deflate'],
  ] as const)('%s', async (_, options, contract, extensions) => {
    const mock = await start(options, contract);
    const ws = new WebSocket(`${mock.url.replace('http', 'ws')}/chat`);
    const first = await new Promise((resolve) => ws.once('message', (data) => resolve(String(data))));
    expect(first).toBe('{"type":"hello"}');
    expect(ws.extensions).toBe(extensions);
    const long = 'x'.repeat(100_000);
    ws.send(JSON.stringify({ type: 'say', text: long }));
    const answer = await new Promise((resolve) => ws.once('message', (data) => resolve(String(data))));
    expect(answer).toBe(JSON.stringify({ type: 'said', text: long }));
    ws.terminate();
  });
});

describe('another contract while connections are open', () => {
  /** A fresh copy whose stream comes often. */
  function quick(contract: Contract): Contract {
    return JSON.parse(JSON.stringify(contract).replaceAll('5000', '200')) as Contract;
  }

  test('keeps those whose endpoint says the same, with their streams, and ends the others', async () => {
    const mock = await start({}, quick(chatContract()));
    const url = mock.url.replace('http', 'ws');
    const chat = await connect(`${url}/chat`);
    await chat.next();
    const feed = await connect(`${url}/feed/a`);
    expect(await feed.next()).toEqual({ type: 'tick', price: 1 });
    const before = mock.journal.last;

    const next = quick(chatContract({ endpoint: { otherwise: promised('echo') } }));
    expect(mock.reload(next)).toEqual({ kept: 1, closed: 1 });
    expect(await chat.closed).toBe(1012);
    expect(mock.journal.last).toBeGreaterThan(before);
    await expect.poll(() => mock.connections()).toMatchObject([{ endpoint: 'feed', state: 'open' }]);

    const again = await connect(`${url}/chat`);
    await again.next();
    again.send({ what: 'is this' });
    expect(await again.next()).toEqual({ type: 'echo' });
    expect(await feed.next()).toEqual({ type: 'tick', price: 1 });
  });

  test('takes away an endpoint, and answers what it now has', async () => {
    const mock = await start({});
    const url = mock.url.replace('http', 'ws');
    const feed = await connect(`${url}/feed/a`);
    await feed.next();
    const whole = structuredClone(chatContract());
    const next = { ...whole, endpoints: whole.endpoints.filter(({ id }) => id !== 'feed'), companions: [] };
    expect(mock.reload(next)).toEqual({ kept: 0, closed: 1 });
    expect(await feed.closed).toBe(1012);
    expect((await dial(`${url}/feed/a`)).status).toBe(404);
    expect((await fetch(`${mock.url}/health`)).status).toBe(404);
    expect(() => mock.push('tick')).toThrow('The contract has no message "tick" that a server sends.');
  });
});
