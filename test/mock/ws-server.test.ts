import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Contract } from '../../src/contract/contract.ts';
import { encodeFrame } from '../../src/dial/encode-frame.ts';
import { type Mock, type MockOptions, startMock } from '../../src/mock/index.ts';
import { type ChatOptions, chatContract } from '../support/chat-contract.ts';
import { connect, dial } from '../support/plain-client.ts';
import { handshakeBytes, rawClient } from '../support/raw-client.ts';
import { nowhere, promised } from '../support/tiny-contract.ts';

const running: Mock[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

async function start(options: ChatOptions = {}, mockOptions: MockOptions = {}): Promise<Mock> {
  return startContract(chatContract(options), mockOptions);
}

async function startContract(contract: Contract, options: MockOptions = {}): Promise<Mock> {
  const mock = await startMock(contract, { port: 0, ...options });
  running.push(mock);
  return mock;
}

const portOf = (mock: Mock): number => Number(new URL(mock.url).port);
const wsUrl = (mock: Mock, path = '/chat'): string => mock.url.replace('http', 'ws') + path;

describe('a conversation', () => {
  test('greets, answers, and journals both sides', async () => {
    const mock = await start();
    const client = await connect(wsUrl(mock));
    expect(await client.next()).toEqual({ type: 'hello' });
    client.send({ type: 'say', text: '¿qué tal? 😀' });
    expect(await client.next()).toEqual({ type: 'said', text: '¿qué tal? 😀' });
    await client.end();
    expect(mock.received('say')).toMatchObject([{ connection: 1, payload: { text: '¿qué tal? 😀' } }]);
    await expect.poll(() => mock.connections()).toEqual([]);
    expect(mock.journal.entries()).toMatchObject([
      { type: 'handshake', outcome: 'accepted', target: '/chat' },
      { type: 'frame', from: 'server', message: 'hello' },
      { type: 'frame', from: 'client', message: 'say' },
      { type: 'frame', from: 'server', message: 'said' },
      { type: 'close', by: 'client', code: 1000 },
    ]);
  });

  test('a frame that fits no message is a violation, and the next one is answered', async () => {
    const mock = await start();
    const client = await connect(wsUrl(mock));
    await client.next();
    client.send('{"type":"say"');
    client.send(Uint8Array.of(1, 2, 3));
    client.send({ type: 'say', text: 'still there?' });
    expect(await client.next()).toEqual({ type: 'said', text: 'still there?' });
    await client.end();
    expect(mock.violations()).toMatchObject([
      { type: 'frame', kind: 'text', violation: expect.stringMatching(/JSON/) },
      { type: 'frame', kind: 'binary', data: 'AQID' },
    ]);
  });

  test('a push goes to every connection, to one endpoint, or to one connection', async () => {
    const mock = await start();
    const one = await connect(wsUrl(mock));
    const two = await connect(wsUrl(mock));
    await Promise.all([one.next(), two.next()]);
    mock.push('said', { type: 'said', text: 'all' });
    expect(await Promise.all([one.next(), two.next()])).toEqual([
      { type: 'said', text: 'all' },
      { type: 'said', text: 'all' },
    ]);
    mock.push('said', { type: 'said', text: 'two' }, { connection: 2 });
    mock.push('said', { type: 'said', text: 'chat' }, { endpoint: 'chat' });
    expect([await one.next(), await two.next(), await two.next()]).toMatchObject([
      { text: 'chat' },
      { text: 'two' },
      { text: 'chat' },
    ]);
    expect(() => mock.push('sayed')).toThrow(
      expect.objectContaining({
        code: 'mock.unknown-message',
        message: 'The contract has no message "sayed" that a server sends. Did you mean "said"?',
        fix: 'Name one of hello, said, echo, tick.',
      }),
    );
    expect(() => mock.push('said', undefined, { endpoint: 'feed' })).toThrow(
      'The endpoint "feed" has no message "said" that a server sends.',
    );
  });
});

describe('waitFor', () => {
  test('finds what came already, and waits for what is still to come', async () => {
    const mock = await start();
    const client = await connect(wsUrl(mock));
    client.send({ type: 'say', text: 'one' });
    expect((await mock.waitFor('say', { text: 'one' })).payload).toEqual({ type: 'say', text: 'one' });
    const later = mock.waitFor('say', { text: 'two' });
    client.send({ type: 'say', text: 'two' });
    expect((await later).id).toBeGreaterThan((await mock.waitFor('say')).id);
  });

  test('says what came instead', async () => {
    const mock = await start();
    await expect(mock.waitFor('say', undefined, { within: 1 })).rejects.toThrow(
      'No client sent "say" within 1 ms. Nothing was received.',
    );
    const client = await connect(wsUrl(mock));
    client.send({ type: 'say', text: 'one' });
    await mock.waitFor('say');
    await expect(mock.waitFor('say', { text: 'two' }, { within: 1 })).rejects.toThrow(
      'No client sent "say" with {"text":"two"} within 1 ms. Received:\n  say {"type":"say","text":"one"}',
    );
    expect(() => mock.waitFor('sey')).toThrow('Did you mean "say"?');
  });
});

describe('a refused handshake', () => {
  test('says in its body which guard refused, why, and what would have passed', async () => {
    const mock = await start({ handshake: { origins: promised(['http://localhost:3000']) } });
    const client = rawClient(portOf(mock));
    client.write(handshakeBytes('/chat?token=s3cr3t', ['Origin: http://evil.example']));
    const [head, body] = (await client.read()).toString().split('\r\n\r\n');
    expect(head?.replace(/Date: .*/, 'Date: …').split('\r\n')).toEqual([
      'HTTP/1.1 403 Forbidden',
      'Connection: close',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Length: 138',
      'Date: …',
    ]);
    expect(body).toBe(
      'Countersign refused this handshake (origin).\nThe Origin http://evil.example is not on the allow-list.\nSend Origin: http://localhost:3000.\n',
    );
    expect(mock.violations()).toMatchObject([{ guard: 'origin', target: '/chat?token=***' }]);
  });

  test.each([
    [404, '/nowhere'],
    [400, '/%ff'],
    [426, '/chat', ['Sec-WebSocket-Version: 12']],
    [400, '/chat', ['Sec-WebSocket-Protocol: a,,b']],
    [405, '/chat', [], 'PUT'],
  ])('%i for %s %j', async (status, target, lines: string[] = [], method = 'GET') => {
    const mock = await start();
    const client = rawClient(portOf(mock));
    const bytes = handshakeBytes(target, lines, method);
    client.write(
      lines[0]?.startsWith('Sec-WebSocket-Version')
        ? bytes.replace('Sec-WebSocket-Version: 13\r\n', '')
        : bytes,
    );
    expect((await client.read()).toString()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(mock.journal.entries()).toMatchObject([{ outcome: 'refused', form: { status } }]);
  });

  test('is answered 401 with a challenge where HTTP has a word for the credential', async () => {
    const scheme = {
      name: 's',
      type: 'http-bearer',
      carrier: { in: 'authorization', scheme: 'Bearer' },
    } as const;
    const mock = await start({
      handshake: { credentials: [{ anyOf: [{ ...scheme, at: nowhere }], at: nowhere }] },
    });
    const client = rawClient(portOf(mock));
    client.write(handshakeBytes('/chat'));
    expect((await client.read()).toString()).toMatch(
      /^HTTP\/1\.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm="mock"\r\n/,
    );
  });

  test('by accepting and then closing: the code comes before any data frame, under a subprotocol that a browser accepts', async () => {
    const mock = await start({
      handshake: {
        origins: promised(['http://localhost:3000']),
        subprotocols: promised({ supported: ['v1'], required: false }),
        refuse: { origin: promised([{ close: 4403 }]) },
      },
    });
    const socket = new WebSocket(wsUrl(mock), ['v0', 'v1'], { origin: 'http://evil.example' });
    const frames: unknown[] = [];
    socket.on('message', (data) => frames.push(data));
    const [code, reason] = await new Promise<[number, string]>((resolve) => {
      socket.once('close', (closeCode, text) => resolve([closeCode, text.toString()]));
    });
    expect([code, reason, socket.protocol, frames]).toEqual([
      4403,
      'The Origin http://evil.example is not on the allow-list.',
      'v1',
      [],
    ]);
    expect(mock.connections()).toEqual([]);
  });

  test('that is never answered ends when the client gives up, or the mock', async () => {
    const mock = await start({}, { faults: ['silent-handshake'] });
    const patient = rawClient(portOf(mock));
    const impatient = rawClient(portOf(mock));
    patient.write(handshakeBytes('/chat'));
    impatient.write(handshakeBytes('/chat'));
    impatient.socket.end();
    await impatient.ended;
    await mock.close();
    expect((await patient.read()).toString()).toBe('');
    expect(mock.journal.entries()).toMatchObject([{ outcome: 'unanswered' }, { outcome: 'unanswered' }]);
  });
});

describe('what a client may not send', () => {
  test.each([
    [1007, 'invalid UTF-8', () => encodeFrame('text', Buffer.from([0xff]))],
    [1009, 'more than the payload limit', () => encodeFrame('text', Buffer.alloc(1_001, 'a'))],
    [1002, 'an unmasked frame', () => Buffer.from([0x81, 0x01, 0x61])],
    [1002, 'a reserved opcode', () => Buffer.from([0x83, 0x80, 0, 0, 0, 0])],
  ])('%i for %s; others are served', async (code, _what, bytes) => {
    const mock = await start({ endpoint: { payloadLimit: promised(1_000) } });
    const bystander = await connect(wsUrl(mock));
    await bystander.next();
    const client = rawClient(portOf(mock));
    client.write(handshakeBytes('/chat'));
    await client.read('hello');
    client.write(bytes());
    const answer = await client.read();
    expect(answer.subarray(-4, -2)).toEqual(Buffer.from([0x88, 0x02]));
    expect(answer.readUInt16BE(answer.length - 2)).toBe(code);
    expect(mock.violations()).toMatchObject([{ type: 'close', by: 'server', code, connection: 2 }]);
    bystander.send({ type: 'say', text: 'me?' });
    expect(await bystander.next()).toEqual({ type: 'said', text: 'me?' });
  });

  test('the first frame may come in the same packet as the handshake', async () => {
    const mock = await start();
    const client = rawClient(portOf(mock));
    const say = encodeFrame('text', Buffer.from('{"type":"say","text":"early"}'));
    client.write(Buffer.concat([Buffer.from(handshakeBytes('/chat')), say]));
    expect((await client.read('early')).includes('"said"')).toBe(true);
    client.socket.destroy();
  });
});

describe('HTTP', () => {
  test('companions are answered, other paths get 404, WebSocket addresses 426', async () => {
    const mock = await start();
    const health = await fetch(`${mock.url}/health`);
    expect([health.status, await health.json()]).toEqual([200, { type: 'healthy' }]);
    const nothing = await fetch(`${mock.url}/nothing`);
    expect([nothing.status, await nothing.json()]).toEqual([
      404,
      {
        error: 'The contract has no GET /nothing.',
        known: ['GET /health', 'WebSocket /chat', 'WebSocket /feed/{topic}'],
      },
    ]);
    const plain = await fetch(`${mock.url}/chat`);
    expect([plain.status, plain.headers.get('upgrade')]).toEqual([426, 'websocket']);
    expect((await fetch(`${mock.url}/%ff`)).status).toBe(400);
    expect((await fetch(`${mock.url}/x`, { method: 'POST', body: 'x'.repeat(2 ** 20) })).status).toBe(404);
    expect((await fetch(`${mock.url}/x`, { method: 'POST', body: 'x'.repeat(2 ** 20 + 1) })).status).toBe(
      413,
    );
  });

  test('the status page is there, and HEAD has no body', async () => {
    const mock = await start();
    const page = await fetch(`${mock.url}/__countersign/status.html`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain(`<code>${wsUrl(mock)}</code>`);
    const head = await fetch(`${mock.url}/__countersign/status.html`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('the server', () => {
  test('says where it is, ready to paste', async () => {
    const mock = await start();
    expect(mock.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(mock.endpoints()).toEqual([
      { id: 'chat', url: wsUrl(mock) },
      { id: 'feed', url: wsUrl(mock, '/feed/caf%C3%A9%20%26%20co') },
    ]);
    const feed = await connect(mock.endpoints()[1]?.url ?? '');
    expect(await feed.next()).toEqual({ type: 'tick', price: 1 });
  });

  test('on a port that is taken says so, and what to do', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port));
    });
    await expect(startMock(chatContract(), { port })).rejects.toMatchObject({
      name: 'CountersignError',
      code: 'mock.port-in-use',
      message: `Another process listens on 127.0.0.1:${port}.`,
      fix: 'End that process, or let the mock take a free port: --port 0',
    });
    await new Promise((resolve) => other.close(resolve));
  });

  test('closes with 1001, and ends TCP within a second whatever the peers do', async () => {
    const mock = await start();
    const polite = await connect(wsUrl(mock));
    const deaf = rawClient(portOf(mock));
    deaf.write(handshakeBytes('/chat'));
    await deaf.read('hello');
    deaf.socket.pause();
    const halfway = rawClient(portOf(mock));
    halfway.write('GET /chat HTTP/1.1\r\nHost: x\r\n');
    const began = performance.now();
    await mock.close();
    // Half a second; a peer that has its way would keep it for five.
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await polite.closed).toBe(1001);
    await expect(dial(wsUrl(mock))).rejects.toThrow('ECONNREFUSED');
    deaf.socket.destroy();
  });

  test('begins anew after reset: no connection, no journal, the same first payload', async () => {
    const mock = await start();
    const before = await connect(wsUrl(mock));
    await before.next();
    mock.reset();
    expect(await before.closed).toBe(1012);
    expect([mock.connections(), mock.journal.entries()]).toEqual([[], []]);
    const after = await connect(wsUrl(mock));
    expect(await after.next()).toEqual({ type: 'hello' });
    expect(mock.connections()).toMatchObject([{ id: 2, endpoint: 'chat', state: 'open' }]);
  });

  test('selects the subprotocol that the contract supports, and never a credential', async () => {
    const mock = await start({
      handshake: { subprotocols: promised({ supported: ['v1', 'v2'], required: true }) },
    });
    const socket = new WebSocket(wsUrl(mock), ['v0', 'v2', 'v1']);
    await new Promise((resolve) => socket.once('open', resolve));
    expect(socket.protocol).toBe('v2');
    expect((await dial(wsUrl(mock))).status).toBe(400);
    socket.terminate();
  });
});
