import { connect as connectTcp } from 'node:net';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeFrame } from '../../src/dial/encode-frame.ts';
import { type Mock, startMock } from '../../src/mock/index.ts';
import { chatContract } from '../support/chat-contract.ts';
import { connect } from '../support/plain-client.ts';
import { handshakeBytes, rawClient } from '../support/raw-client.ts';

const SEED = 20_261_121;
const random = xoroshiro128plus(SEED);
const below = (limit: number): number => (random.next() >>> 0) % limit;
const randomBytes = (size: number): Buffer => Buffer.from(Array.from({ length: size }, () => below(256)));

let mock: Mock;
let port: number;

beforeAll(async () => {
  mock = await startMock(chatContract(), { port: 0 });
  port = Number(new URL(mock.url).port);
});
afterAll(() => mock.close());

/** Somebody else is still served, and the mock found no bug in itself. */
async function othersAreServed(): Promise<void> {
  const client = await connect(`ws://127.0.0.1:${port}/chat`);
  await client.next();
  client.send({ type: 'say', text: 'still here' });
  expect(await client.next()).toEqual({ type: 'said', text: 'still here' });
  await client.end();
  expect(mock.journal.entries().filter(({ type }) => type === 'bug')).toEqual([]);
}

test(`survives random bytes on its port (seed ${SEED})`, async () => {
  for (let round = 0; round < 20; round += 1) {
    const clients = Array.from({ length: 10 }, () => rawClient(port));
    for (const client of clients) {
      client.write(randomBytes(1 + below(2_000)));
      client.socket.end();
    }
    await Promise.all(clients.map(({ ended }) => ended));
  }
  await othersAreServed();
});

test('survives random bytes after a good handshake', async () => {
  const clients = Array.from({ length: 100 }, () => rawClient(port));
  await Promise.all(
    clients.map(async (client) => {
      client.write(handshakeBytes('/chat'));
      await client.read('hello');
      client.write(randomBytes(1 + below(500)));
      client.socket.end();
      await client.ended;
    }),
  );
  await othersAreServed();
});

test('survives frames of random text and bytes', async () => {
  const client = rawClient(port);
  client.write(handshakeBytes('/chat'));
  await client.read('hello');
  const alphabet = '{}[]",:0123456789truefalsenull\\ué😀 ';
  for (let i = 0; i < 500; i += 1) {
    const text = Array.from({ length: below(60) }, () => alphabet[below(alphabet.length)]).join('');
    client.write(
      below(2) === 0 ? encodeFrame('text', Buffer.from(text)) : encodeFrame('binary', randomBytes(20)),
    );
  }
  client.write(encodeFrame('text', Buffer.from('{"type":"say","text":"through"}')));
  expect((await client.read('through')).includes('"said"')).toBe(true);
  client.socket.destroy();
  await client.ended;
  await othersAreServed();
});

test.each([
  [
    'a huge header',
    `GET /chat HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`,
    /^HTTP\/1\.1 431 /,
  ],
  ['a long target', handshakeBytes(`/chat?t=${'x'.repeat(12_000)}`), /^HTTP\/1\.1 101 /],
  ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^HTTP\/1\.1 400 /],
  ['CONNECT', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n', /^$/],
  ['an upgrade to something else', handshakeBytes('/chat').replace('websocket', 'h2c'), /^HTTP\/1\.1 426 /],
])('answers %s, and goes on', async (_what, bytes, answer) => {
  const client = rawClient(port);
  client.write(bytes);
  client.socket.end();
  expect((await client.read()).toString('latin1')).toMatch(answer);
  await othersAreServed();
});

test('survives 2,000 connections that are opened and dropped', async () => {
  const dropped = (i: number): Promise<void> =>
    new Promise((resolve) => {
      const socket = connectTcp(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.once('close', () => resolve());
      socket.once('connect', () => {
        if (i % 4 === 0) socket.resetAndDestroy();
        else {
          socket.write(handshakeBytes('/chat'));
          if (i % 4 === 1) socket.destroy();
          else if (i % 4 === 2) socket.once('data', () => socket.resetAndDestroy());
          else socket.once('data', () => socket.destroy());
        }
      });
    });
  for (let from = 0; from < 2_000; from += 200) {
    await Promise.all(Array.from({ length: 200 }, (_, i) => dropped(from + i)));
  }
  await othersAreServed();
  await expect.poll(() => mock.connections().length).toBe(0);
});

const LONG = 'x'.repeat(1024 * 1024);

test('sends no push to a client that does not read, and says so in the journal', async () => {
  const deaf = rawClient(port);
  deaf.write(handshakeBytes('/chat'));
  await deaf.read('hello');
  deaf.socket.pause();
  const { id } = mock.connections().at(-1) ?? {};
  for (let i = 0; i < 40; i += 1) {
    mock.push('said', { type: 'said', text: LONG }, id === undefined ? {} : { connection: id });
  }
  const pushes = mock.journal.entries().filter((entry) => entry.type === 'frame' && entry.connection === id);
  const dropped = pushes.filter((entry) => entry.type === 'frame' && entry.dropped === true);
  expect(dropped.length).toBeGreaterThan(10);
  expect(dropped.length).toBeLessThan(30);
  deaf.socket.destroy();
  await othersAreServed();
});

test('does not read a client that asks and asks and never reads, until it reads', async () => {
  const deaf = rawClient(port);
  deaf.write(handshakeBytes('/chat'));
  await deaf.read('hello');
  deaf.socket.pause();
  const say = encodeFrame('text', Buffer.from(JSON.stringify({ type: 'say', text: LONG })));
  const last = encodeFrame('text', Buffer.from(JSON.stringify({ type: 'say', text: 'the last one' })));
  for (let i = 0; i < 60; i += 1) deaf.write(say);
  deaf.write(last);
  const { id } = mock.connections().at(-1) ?? {};
  const asked = (): number =>
    mock.journal
      .entries()
      .filter((entry) => entry.type === 'frame' && entry.connection === id && entry.from === 'client').length;
  await othersAreServed();
  await expect.poll(asked).toBeGreaterThan(0);
  // What the kernel holds for both ends comes on top of the mock's own 4 MiB.
  expect(asked()).toBeLessThan(40);
  let bytes = 0;
  deaf.socket.removeAllListeners('data').on('data', (chunk) => {
    bytes += chunk.length;
  });
  deaf.socket.resume();
  await expect.poll(() => bytes, { timeout: 20_000 }).toBeGreaterThan(60 * LONG.length);
  await expect.poll(asked).toBe(61);
  deaf.socket.destroy();
  await othersAreServed();
});
