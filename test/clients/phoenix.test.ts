import { type Channel, Socket } from 'phoenix';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startClientMock } from './start-client-mock.ts';

// It is written for browsers.
beforeAll(() => {
  vi.stubGlobal('document', { addEventListener() {}, visibilityState: 'visible' });
  vi.stubGlobal('addEventListener', () => {});
});
afterAll(() => void vi.unstubAllGlobals());

async function connect() {
  const mock = await startClientMock('./phoenix.yaml');
  const at = `${mock.url.replace('http', 'ws')}/socket`;
  const socket = new Socket(at, { transport: WebSocket, heartbeatIntervalMs: 50 });
  onTestFinished(() => socket.disconnect());
  socket.connect();
  return { mock, socket };
}

/** What the server answers, and the payload. */
function join(channel: Channel): Promise<readonly [string, unknown]> {
  return new Promise((resolve) => {
    const push = channel.join();
    for (const status of ['ok', 'error'] as const)
      push.receive(status, (response) => resolve([status, response]));
  });
}

test('phoenix joins the rooms that there are, and no other topic', async () => {
  const { mock, socket } = await connect();
  expect(await join(socket.channel('room:lobby', {}))).toEqual(['ok', {}]);
  const other = socket.channel('secret:1', {});
  expect(await join(other)).toEqual(['error', { reason: 'unmatched topic' }]);
  expect(mock.violations()).toEqual([]);
});

test('phoenix hears in its room what it says there, and its heartbeats are answered', async () => {
  const { mock, socket } = await connect();
  const channel = socket.channel('room:7', {});
  const heard = new Promise((resolve) => void channel.on('new_msg', resolve));
  await join(channel);
  const answered = new Promise(
    (resolve) => void channel.push('new_msg', { body: 'yo' }).receive('ok', resolve),
  );
  expect(await answered).toEqual({});
  expect(await heard).toEqual({ body: 'yo' });
  await expect.poll(() => mock.received('heartbeat').length).toBeGreaterThan(1);
  expect(socket.isConnected()).toBe(true);
  expect(mock.violations()).toEqual([]);
});
