import { Centrifuge } from 'centrifuge';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { startClientMock } from './start-client-mock.ts';

test('centrifuge connects, subscribes, hears publications, and unsubscribes', async () => {
  const mock = await startClientMock('./centrifugo.yaml');
  const at = `${mock.url.replace('http', 'ws')}/connection/websocket`;
  const client = new Centrifuge(at, { websocket: WebSocket });
  onTestFinished(() => client.disconnect());
  const subscription = client.newSubscription('sports');
  const heard: unknown[] = [];
  subscription.on('publication', ({ channel, data }) => heard.push([channel, data]));
  subscription.subscribe();
  client.connect();
  await expect.poll(() => heard.length).toBeGreaterThan(2);
  expect(heard[0]).toEqual(['sports', { title: 'hello' }]);
  subscription.unsubscribe();
  await mock.waitFor('unsubscribe', { unsubscribe: { channel: 'sports' } });
  expect(client.state).toBe('connected');
  expect(mock.violations()).toEqual([]);
});
