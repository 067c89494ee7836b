import { createPublicClient, webSocket } from 'viem';
import { expect, onTestFinished, test } from 'vitest';
import { startClientMock, urlOf } from './start-client-mock.ts';

async function connect() {
  const mock = await startClientMock('./ethereum.yaml');
  const options = { retryCount: 0, timeout: 5_000, reconnect: false } as const;
  const client = createPublicClient({ transport: webSocket(urlOf(mock, 'rpc'), options) });
  onTestFinished(async () => {
    (await client.transport.getRpcClient()).close();
  });
  return { mock, client };
}

test('viem gets the result of each of its calls', async () => {
  const { mock, client } = await connect();
  expect(await Promise.all([client.getChainId(), client.getBlockNumber()])).toEqual([1, 16n]);
  expect(mock.violations()).toEqual([]);
});

test('viem gets the error of a method that the node does not have', async () => {
  const { client } = await connect();
  const call = client.request({ method: 'eth_nothing' as 'eth_chainId' });
  await expect(call).rejects.toMatchObject({ code: -32601 });
});

test('viem hears each subscription by the id that the node gave it, and ends one of two', async () => {
  const { mock, client } = await connect();
  const heard: Record<string, number> = {};
  const subscribe = () =>
    client.transport.subscribe({
      params: ['newHeads'],
      // Its types say that this is a response; it is what the notification is about.
      onData: (data) => {
        const { subscription } = data as unknown as { subscription: string };
        heard[subscription] = (heard[subscription] ?? 0) + 1;
      },
    });
  const [first, second] = [await subscribe(), await subscribe()];
  expect(first.subscriptionId).not.toBe(second.subscriptionId);
  await expect.poll(() => Object.keys(heard)).toEqual([first.subscriptionId, second.subscriptionId]);
  await first.unsubscribe();
  const before = { ...heard };
  await expect
    .poll(() => heard[second.subscriptionId])
    .toBeGreaterThan((before[second.subscriptionId] ?? 0) + 2);
  expect(heard[first.subscriptionId]).toBe(before[first.subscriptionId]);
  expect(mock.violations()).toEqual([]);
});
