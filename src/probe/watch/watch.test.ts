import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { tinyContract } from '../../../test/support/tiny-contract.ts';
import type { Subject } from '../../diagnose/subject.ts';
import { startMock } from '../../mock/start-mock.ts';
import { watch } from './watch.ts';

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

function subjectAt(port: number, path = '/ws'): Subject {
  return {
    place: { protocol: 'ws', host: '127.0.0.1', port },
    path,
    search: '',
    headers: [],
    subprotocols: [],
    credentials: [],
    canLogIn: false,
    nonce: 'a1b2c3',
    now: Date.now(),
  };
}

async function startServer(greet: (socket: WebSocket, count: number) => void): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  let count = 0;
  server.on('connection', (socket) => greet(socket, ++count));
  ending.push(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

test('a server that ends every connection flaps, and is asked once in a second at most', async () => {
  let connections = 0;
  const port = await startServer((socket) => {
    connections += 1;
    socket.close(1011, 'oh');
  });
  const seen: string[] = [];
  const found = await watch(subjectAt(port), {
    signal: new AbortController().signal,
    within: 2_600,
    onMoment: ({ what }) => seen.push(what),
  });
  expect(found?.verdict.id).toBe('FLAPPING');
  expect(found?.verdict.sentence).toContain('Close 1011 "oh"');
  expect(connections).toBe(2);
  expect(found?.handshakes).toBe(2);
  expect(seen[0]).toBe('connected');
  expect(seen[1]).toMatch(/^ended by the server after .*: Close 1011 "oh"$/);
});

test('Ctrl+C ends it, and the server is told', async () => {
  let tell: (code: number) => void = () => {};
  const closed = new Promise<number>((resolve) => {
    tell = resolve;
  });
  const interrupt = new AbortController();
  const port = await startServer((socket) => {
    socket.on('close', (code) => tell(code));
    interrupt.abort();
  });
  const found = await watch(subjectAt(port), { signal: interrupt.signal });
  expect(found?.verdict.id).toBe('CONNECTED');
  expect(await closed).toBe(1000);
});

test('it ends, though its time is over before it has begun', async () => {
  const port = await startServer(() => {});
  expect(await watch(subjectAt(port), { signal: AbortSignal.abort() })).toBeUndefined();
  expect(await watch(subjectAt(port), { signal: new AbortController().signal, within: 0 })).toBeUndefined();
});

test('at a mock its journal is read, and a client without backoff is named', async () => {
  const mock = await startMock(tinyContract({}, { address: '/ws' }).contract, { port: 0 });
  ending.push(() => mock.close());
  const { port } = new URL(mock.url);
  let stopped = false;
  const knock = (): void => {
    if (stopped) return;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/nowhere`, { origin: 'http://localhost:3000' });
    socket.on('error', () => {});
    socket.on('close', () => setTimeout(knock, 200));
  };
  knock();
  ending.push(() => {
    stopped = true;
  });
  const interrupt = new AbortController();
  const found = await watch(subjectAt(Number(port), '/nowhere'), {
    signal: interrupt.signal,
    within: 20_000,
    onMoment: ({ what }) => {
      if (what.startsWith('reconnect storm')) interrupt.abort();
    },
  });
  expect(found?.verdict).toMatchObject({ id: 'RECONNECT-STORM', sure: 'proven' });
  expect(found?.verdict.sentence).toMatch(/^The page of http:\/\/localhost:3000 asked for \/nowhere 5 times/);
  // It watches, and does not knock itself.
  expect(found?.handshakes).toBe(0);
});
