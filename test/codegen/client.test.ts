import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { makeClient } from '../../src/build/make-types.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import { defineMock, type MockHandlers } from '../../src/mock/handlers/define-mock.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { createProject, type Project } from './project.ts';

const DOCUMENT = `
asyncapi: 3.0.0
info: { title: Rooms, version: 1.0.0 }
servers:
  s: { host: 'localhost:1', protocol: ws, security: [{ $ref: '#/components/securitySchemes/token' }] }
channels:
  room:
    address: /rooms/{room}
    parameters: { room: { examples: [a b] } }
    bindings: { ws: { query: { type: object, properties: { v: { type: integer } }, required: [v] } } }
    x-countersign: { greeting: [welcome], subprotocols: { supported: [v1.json] } }
    messages:
      ask: { payload: { type: object, required: [type, id], properties: { type: { const: ask }, id: { type: integer } } }, examples: [{ payload: { type: ask, id: 1 } }] }
      answer: { payload: { type: object, required: [type, id], properties: { type: { const: answer }, id: { type: integer } } }, examples: [{ payload: { type: answer, id: 1 } }] }
      never: { payload: { type: object, required: [type], properties: { type: { const: never } } }, examples: [{ payload: { type: never } }] }
      welcome: { payload: { type: object, required: [type], properties: { type: { const: welcome } } }, examples: [{ payload: { type: welcome } }] }
      tick: { payload: { type: object, required: [type, n], properties: { type: { const: tick }, n: { type: integer } } }, examples: [{ payload: { type: tick, n: 1 } }] }
      sound: { contentType: audio/ogg }
operations:
  asks:
    action: receive
    channel: { $ref: '#/channels/room' }
    messages: [{ $ref: '#/channels/room/messages/ask' }, { $ref: '#/channels/room/messages/never' }]
    reply: { channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/answer' }] }
    x-countersign: { bind: { /id: $message.payload#/id } }
  hears: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/sound' }] }
  tells: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/welcome' }, { $ref: '#/channels/room/messages/tick' }, { $ref: '#/channels/room/messages/sound' }] }
components:
  securitySchemes: { token: { type: httpApiKey, in: query, name: token } }
`;

/** As the generated file exports it, told of here again: what a test may do with it TypeScript cannot know. */
interface Client {
  readonly socket: { readonly protocol: string };
  send(message: string, payload: unknown): void;
  request(message: string, payload: unknown, options?: object): Promise<unknown>;
  on(message: string, callback: (payload: unknown) => void): () => void;
  onAny(callback: (received: { message: string; payload: unknown }) => void): () => void;
  onUnknown(callback: (data: unknown) => void): () => void;
  stream(message: string): AsyncGenerator<{ n: number }>;
  close(): void;
}
type Connect = (options: object) => Client;

let project: Project;
let contract: Contract;
let connectRoom: Connect;
const mocks: Mock[] = [];
const clients: Client[] = [];

beforeAll(async () => {
  project = createProject();
  project.write('rooms.yaml', DOCUMENT);
  ({ contract } = await loadContract(join(project.folder, 'rooms.yaml'), { cache: false }));
  const origin = { document: './rooms.yaml', title: 'Rooms', version: '1.0.0', kind: 'client' };
  project.write('client.ts', await makeClient(contract, origin));
  const outfile = join(project.folder, 'client.mjs');
  await build({
    entryPoints: [join(project.folder, 'client.ts')],
    bundle: true,
    packages: 'external',
    format: 'esm',
    outfile,
  });
  ({ connectRoom } = (await import(pathToFileURL(outfile).href)) as { connectRoom: Connect });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(mocks.splice(0).map((mock) => mock.close()));
});
afterAll(() => project.remove());

async function talk(handlers: MockHandlers = {}, options: object = {}): Promise<readonly [Client, Mock]> {
  const mock = await startMock(contract, { port: 0, push: 'off', handlers });
  mocks.push(mock);
  const client = connectRoom({
    url: mock.url.replace('http', 'ws'),
    WebSocket,
    parameters: { room: 'a b' },
    query: { v: '1' },
    credentials: { token: async () => 'secret' },
    ...options,
  });
  clients.push(client);
  return [client, mock];
}

const next = (client: Client, message: string): Promise<unknown> =>
  new Promise((resolve) => {
    const off = client.on(message, (payload) => {
      off();
      resolve(payload);
    });
  });

test('it connects with its address, query, subprotocol and credential, and hears the greeting', async () => {
  const [client, mock] = await talk();
  expect(await next(client, 'welcome')).toEqual({ type: 'welcome' });
  expect(mock.violations()).toEqual([]);
  const [handshake] = mock.journal.entries().filter(({ type }) => type === 'handshake');
  expect(JSON.stringify(handshake)).toContain('/rooms/a%20b?v=1&token=');
  expect(client.socket.protocol).toBe('v1.json');
});

test('each of several requests gets the reply with its own id, in whatever order they come', async () => {
  const handlers = defineMock({
    room: {
      ask: ({ id }, { send, after }) =>
        after(id === 1 ? 60 : 1, () => send('answer', { type: 'answer', id })),
    },
  });
  const [client] = await talk(handlers);
  const order: unknown[] = [];
  client.on('answer', (payload) => order.push(payload));
  const replies = [1, 2].map((id) => client.request('ask', { type: 'ask', id }));
  expect(await Promise.all(replies)).toEqual([
    { type: 'answer', id: 1 },
    { type: 'answer', id: 2 },
  ]);
  expect(order).toEqual([
    { type: 'answer', id: 2 },
    { type: 'answer', id: 1 },
  ]);
});

describe('a request without a reply is rejected', () => {
  const silent = defineMock({ room: { ask: () => undefined } });

  test('when its time is over', async () => {
    const [client] = await talk(silent);
    await expect(client.request('ask', { type: 'ask', id: 1 }, { timeout: 30 })).rejects.toThrow(
      'No reply to "ask" within 30 ms.',
    );
  });

  test('when it is given up', async () => {
    const [client] = await talk(silent);
    const signal = AbortSignal.abort();
    await expect(client.request('ask', { type: 'ask', id: 1 }, { signal })).rejects.toThrow(
      'The request "ask" was given up.',
    );
  });

  test('when the connection is lost, or closed', async () => {
    const [client] = await talk(defineMock({ room: { ask: (_request, { drop }) => drop() } }));
    await expect(client.request('ask', { type: 'ask', id: 1 })).rejects.toThrow(
      'The connection was lost before the reply came.',
    );
    const [other] = await talk(silent);
    const request = other.request('ask', { type: 'ask', id: 1 });
    other.close();
    await expect(request).rejects.toThrow('The connection was closed before the reply came.');
  });
});

test('a lost connection is made again, with a new credential', async () => {
  let asked = 0;
  const drops = defineMock({ room: { ask: (_request, { drop }) => drop() } });
  const [client, mock] = await talk(drops, {
    credentials: { token: () => `secret-${++asked}` },
    reconnect: { minReconnectionDelay: 1, maxReconnectionDelay: 2 },
  });
  await next(client, 'welcome');
  client.send('ask', { type: 'ask', id: 1 });
  await next(client, 'welcome');
  expect(asked).toBe(2);
  expect(mock.journal.entries().filter(({ type }) => type === 'handshake')).toHaveLength(2);
});

test('a stream is iterated in order, and ends with the client', async () => {
  const [client, mock] = await talk();
  await next(client, 'welcome');
  const seen: number[] = [];
  const loop = (async () => {
    for await (const { n } of client.stream('tick')) {
      seen.push(n);
      if (n === 3) client.close();
    }
  })();
  for (const n of [1, 2, 3]) mock.push('tick', { type: 'tick', n });
  await loop;
  expect(seen).toEqual([1, 2, 3]);
});

test('bytes are a message of their own in both directions, and what is no message is told of', async () => {
  const [client, mock] = await talk();
  await next(client, 'welcome');
  client.send('sound', new Uint8Array([1, 2]));
  await mock.waitFor('sound');
  const sound = next(client, 'sound');
  mock.push('sound', 'AQI=');
  expect(await sound).toEqual(new Uint8Array([1, 2]));
  const stranger = new Promise((resolve) => client.onUnknown(resolve));
  const all: string[] = [];
  client.onAny(({ message }) => all.push(message));
  mock.push('tick', { type: 'tick' });
  expect(await stranger).toBe('{"type":"tick"}');
  expect(all).toEqual([]);
});
