import { type Client, createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Mock } from '../../src/mock/index.ts';
import { startClientMock, urlOf } from './start-client-mock.ts';

async function connect(): Promise<{ mock: Mock; client: Client }> {
  const mock = await startClientMock('./graphql-transport-ws.yaml');
  const client = createClient({ url: urlOf(mock, 'graphql'), webSocketImpl: WebSocket, retryAttempts: 0 });
  onTestFinished(() => Promise.resolve(client.dispose()));
  return { mock, client };
}

async function all(results: AsyncIterable<unknown>): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const result of results) seen.push(result);
  return seen;
}

test('graphql-ws gets one result of a query, and several of a subscription that ends', async () => {
  const { mock, client } = await connect();
  const [greeting, countdown] = await Promise.all([
    all(client.iterate({ query: '{ greeting }' })),
    all(client.iterate({ query: 'subscription { countdown }' })),
  ]);
  expect(greeting).toEqual([{ data: { greeting: 'Hello there' } }]);
  expect(countdown).toEqual([3, 2, 1].map((left) => ({ data: { countdown: left } })));
  expect(mock.violations()).toEqual([]);
});

test('graphql-ws ends one of two subscriptions, and the other goes on', async () => {
  const { mock, client } = await connect();
  const first = client.iterate({ query: 'subscription { clock }' });
  const second = client.iterate({ query: 'subscription { clock(zone: "UTC") }' });
  await first.next();
  await second.next();
  await first.return?.();
  await mock.waitFor('complete');
  const sent = () =>
    mock.journal.entries().filter((entry) => entry.type === 'frame' && entry.message === 'next');
  const before = sent().length;
  for (let i = 0; i < 3; i += 1) expect(await second.next()).toMatchObject({ done: false });
  expect(sent().length - before).toBeLessThanOrEqual(4);
  expect(mock.violations()).toEqual([]);
});

test('graphql-ws rejects with the errors of an operation that the schema does not have', async () => {
  const { client } = await connect();
  await expect(all(client.iterate({ query: '{ nothing }' }))).rejects.toEqual([
    { message: 'Cannot query that field.' },
  ]);
});

test('graphql-ws is closed with 4400 where it sends what the protocol does not have', async () => {
  const { client } = await connect();
  const closed = new Promise((resolve) => client.on('closed', resolve));
  client.on('connected', (socket) => (socket as WebSocket).send('{"type":"nonsense"}'));
  client.subscribe(
    { query: 'subscription { clock }' },
    { next: () => {}, error: () => {}, complete: () => {} },
  );
  expect(await closed).toMatchObject({ code: 4400 });
});
