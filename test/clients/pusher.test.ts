import { createRequire } from 'node:module';
import type PusherModule from 'pusher-js';
import { expect, onTestFinished, test } from 'vitest';
import { startClientMock } from './start-client-mock.ts';

// Its build for Node is CommonJS, and its types are of the one for browsers.
const Pusher = createRequire(import.meta.url)('pusher-js') as typeof PusherModule.default;

test('pusher-js gets its socket id, subscribes to two channels, and hears each until it leaves', async () => {
  const mock = await startClientMock('./pusher.yaml');
  const { hostname, port } = new URL(mock.url);
  const pusher = new Pusher('abc', {
    wsHost: hostname,
    wsPort: Number(port),
    forceTLS: false,
    enabledTransports: ['ws'],
    cluster: 'none',
  });
  onTestFinished(() => pusher.disconnect());
  const heard = { sports: 0, news: 0 };
  for (const name of ['sports', 'news'] as const) {
    pusher.subscribe(name).bind('headline', ({ title }: { title: string }) => {
      expect(title).toMatch(/^[0-9a-f-]{36}$/);
      heard[name] += 1;
    });
  }
  await expect.poll(() => Math.min(heard.sports, heard.news)).toBeGreaterThan(1);
  expect(pusher.connection.socket_id).toBe('123.456');
  pusher.unsubscribe('sports');
  const { id } = await mock.waitFor('unsubscribe', { data: { channel: 'sports' } });
  const { news } = heard;
  await expect.poll(() => heard.news).toBeGreaterThan(news + 1);
  const later = mock.journal
    .entries(id)
    .filter((entry) => entry.type === 'frame' && entry.message === 'headline');
  expect(later.filter((entry) => 'data' in entry && entry.data.includes('"sports"'))).toEqual([]);
  expect(mock.violations()).toEqual([]);
});
