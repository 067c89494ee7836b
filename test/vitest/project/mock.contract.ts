import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { contractTest } from '../../../src/vitest/index.ts';

const test = contractTest(fileURLToPath(new URL('feed.yaml', import.meta.url)));

test('a mock for a frontend', async ({ mock, url }) => {
  const socket = new WebSocket(url('feed'));
  await once(socket, 'open');
  socket.send('{"type":"subscribe","symbol":"AAPL"}');
  await expect(mock).toReceive('subscribe', { symbol: expect.stringMatching(/^A/) });
  expect(mock).toHaveReceived('subscribe', { symbol: 'AAPL' });
  expect(mock).toKeepContract();
});

test('is as new for each test', ({ mock }) => {
  expect(mock).not.toHaveReceived('subscribe');
});

describe('and lets a test break the contract', () => {
  test.override({ violations: 'ignore' });

  test('where it means to', async ({ mock, url }) => {
    await once(new WebSocket(url('feed'), { origin: 'http://localhost:5173' }), 'error');
    expect(mock).not.toKeepContract();
  });
});
