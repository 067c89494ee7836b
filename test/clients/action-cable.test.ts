import { adapters, createConsumer } from '@rails/actioncable';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startClientMock } from './start-client-mock.ts';

// It is written for browsers.
beforeAll(() => {
  adapters.WebSocket = WebSocket as unknown as typeof adapters.WebSocket;
  vi.stubGlobal('document', { addEventListener() {}, removeEventListener() {}, visibilityState: 'visible' });
  for (const name of ['addEventListener', 'removeEventListener']) vi.stubGlobal(name, () => {});
});
afterAll(() => void vi.unstubAllGlobals());

test('@rails/actioncable is confirmed in one channel, hears its broadcasts, and is rejected in another', async () => {
  const mock = await startClientMock('./action-cable.yaml');
  const consumer = createConsumer(`${mock.url.replace('http', 'ws')}/cable`);
  onTestFinished(() => consumer.disconnect());
  const heard: unknown[] = [];
  const chat = consumer.subscriptions.create('ChatChannel', {
    connected: () => void heard.push('connected'),
    received: (message: unknown) => void heard.push(message),
  });
  const rejected = new Promise<void>((resolve) => {
    consumer.subscriptions.create('SecretChannel', { rejected: resolve });
  });
  await rejected;
  await expect.poll(() => heard.length).toBeGreaterThan(2);
  expect(heard.slice(0, 2)).toEqual(['connected', { body: 'hello' }]);
  chat.unsubscribe();
  await mock.waitFor('unsubscribe', { identifier: '{"channel":"ChatChannel"}' });
  expect(mock.violations()).toEqual([]);
});
