import { WebSocket as Imported } from 'mock-socket';
import { afterEach, expect, test, vi } from 'vitest';
import contract from '../../../conformance/contract.json' with { type: 'json' };
import type { PageWebSocket } from '../page/web-socket.ts';
import { type MockSocketOptions, type MockSocketServer, mockServer } from './index.ts';

let mock: MockSocketServer | undefined;
const before = globalThis.WebSocket;

afterEach(() => {
  mock?.close();
  vi.useRealTimers();
});

function start(options: MockSocketOptions = {}): MockSocketServer {
  mock = mockServer(contract, { push: 'off', ...options });
  return mock;
}

function first(socket: Pick<PageWebSocket, 'addEventListener'>): Promise<unknown> {
  return new Promise((resolve) => {
    socket.addEventListener('message', ({ data }) => resolve(JSON.parse(String(data))));
    socket.addEventListener('close', ({ code }) => resolve(`close ${code}`));
  });
}

test('the global WebSocket leads to the mock until it is closed', async () => {
  const { WebSocket } = start();
  expect(globalThis.WebSocket).toBe(WebSocket);
  expect(await first(new WebSocket('ws://conformance.test/talk'))).toEqual({ type: 'welcome' });
  mock?.close();
  expect(globalThis.WebSocket).toBe(before);
});

test('it is left alone where that is asked for', () => {
  start({ mock: false });
  expect(globalThis.WebSocket).toBe(before);
});

test('code that imports mock-socket’s own WebSocket finds the example URLs', async () => {
  start({ mock: false });
  const socket = new Imported('ws://conformance.test/talk') as unknown as PageWebSocket;
  expect(await first(socket)).toEqual({ type: 'welcome' });
});

test('fake timers drive it, but for the 4 ms of its own nothing has to be waited for', async () => {
  vi.useFakeTimers();
  const { WebSocket } = start({ push: 1_000 });
  const got: unknown[] = [];
  new WebSocket('ws://conformance.test/news').addEventListener('message', ({ data }) => void got.push(data));
  await vi.advanceTimersByTimeAsync(3_010);
  expect(got).toHaveLength(3);
});

test('what a page’s listener throws is no bug of the mock', async () => {
  const thrown = new Promise<unknown>((resolve) => process.once('uncaughtException', resolve));
  const listeners = process.listeners('uncaughtException');
  const { WebSocket, journal } = start();
  const socket = new WebSocket('ws://conformance.test/talk');
  socket.addEventListener('message', () => {
    throw new Error('of the page');
  });
  expect(await thrown).toEqual(new Error('of the page'));
  expect(listeners.length).toBeGreaterThan(0);
  expect(journal.entries().filter(({ type }) => type === 'bug')).toEqual([]);
});

test('a WebSocket that no endpoint fits goes to the real one where that is wanted', () => {
  const real = vi.fn(function Real() {});
  Object.assign(globalThis, { WebSocket: real });
  try {
    const { WebSocket } = start({ unhandled: 'bypass' });
    new WebSocket('ws://conformance.test/elsewhere', ['a']);
    expect(real).toHaveBeenCalledWith('ws://conformance.test/elsewhere', ['a']);
    mock?.close();
  } finally {
    Object.assign(globalThis, { WebSocket: before });
  }
});
