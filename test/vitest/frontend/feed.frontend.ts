import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { contractTest } from '../../../src/vitest/index.ts';

const document = fileURLToPath(new URL('../project/feed.yaml', import.meta.url));
const test = contractTest(document);

/** A client that says this and hears one answer. */
async function ask(url: string, frame: unknown): Promise<unknown> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  socket.send(JSON.stringify(frame));
  const [answer] = await once(socket, 'message');
  socket.close();
  return JSON.parse(String(answer));
}

let first: unknown;

describe('passes', () => {
  test('a client that keeps the contract', async ({ mock, url }) => {
    first = mock;
    expect(await ask(url('feed'), { type: 'ping' })).toEqual({ type: 'pong' });
    expect(mock).toHaveReceived('ping');
    expect(mock).toKeepContract();
  });

  test('the same mock, as new', ({ mock }) => {
    expect(mock).toBe(first);
    expect(mock).not.toHaveReceived('ping');
    expect(mock.connections()).toEqual([]);
  });

  test('a test that does not take the mock', () => {});
});

describe('fails', () => {
  test('a frame that breaks the contract', async ({ mock, url }) => {
    const socket = new WebSocket(url('feed'));
    await once(socket, 'open');
    socket.send('{"type":"subscribe"}');
    await expect(mock).toReceive('subscribe');
    socket.close();
  });

  test('an origin that is refused', async ({ url }) => {
    await once(new WebSocket(url('feed'), { origin: 'http://localhost:5173' }), 'error');
  });

  test('addresses that the contract does not have', async ({ mock }) => {
    await once(new WebSocket(`${mock.url.replace('http', 'ws')}/socket`), 'error');
    await fetch(`${mock.url}/api/login`, { method: 'POST' });
  });

  test('a message that did not come', async ({ mock, url }) => {
    await ask(url('feed'), { type: 'subscribe', symbol: 'MSFT' });
    expect(mock).toHaveReceived('subscribe', { symbol: 'AAPL' });
  });

  test('an endpoint that the contract does not have', ({ url }) => {
    url('fed');
  });

  test('none of two endpoints', ({ url }) => {
    url();
  });
});

describe('by order', () => {
  test.override({ violations: 'warn', unhandled: 'bypass' });

  test('only warns', async ({ mock, url }) => {
    await once(new WebSocket(url('feed'), { origin: 'http://localhost:5173' }), 'error');
    await once(new WebSocket(`${mock.url.replace('http', 'ws')}/socket`), 'error');
  });
});

describe('in silence', () => {
  test.override({ violations: 'ignore' });

  test('ignores', async ({ url }) => {
    await once(new WebSocket(url('feed'), { origin: 'http://localhost:5173' }), 'error');
  });
});
