import { io } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { startClientMock } from './start-client-mock.ts';

test('socket.io-client connects, emits, hears what is emitted, and stays by its heartbeats', async () => {
  const mock = await startClientMock('./socket-io.yaml');
  const socket = io(mock.url, { transports: ['websocket'], reconnection: false });
  onTestFinished(() => void socket.disconnect());
  const greeted = new Promise((resolve) => void socket.on('greeted', resolve));
  await new Promise<void>((resolve) => void socket.on('connect', resolve));
  socket.emit('hello', 'world');
  expect(await greeted).toEqual({ by: 'the mock' });
  await expect.poll(() => mock.received('pong').length, { timeout: 5_000 }).toBeGreaterThan(1);
  expect(socket.connected).toBe(true);
  expect(mock.violations()).toEqual([]);
});
