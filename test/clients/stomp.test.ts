import { Client, type IFrame, type IMessage } from '@stomp/stompjs';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { startClientMock, urlOf } from './start-client-mock.ts';

async function connect() {
  const mock = await startClientMock('./stomp.yaml');
  const client = new Client({
    webSocketFactory: () => new WebSocket(urlOf(mock, 'stomp'), ['v12.stomp']),
    reconnectDelay: 0,
    heartbeatIncoming: 0,
    heartbeatOutgoing: 100,
  });
  onTestFinished(() => client.deactivate());
  const connected = new Promise<IFrame>((resolve) => {
    client.onConnect = resolve;
  });
  client.activate();
  await connected;
  return { mock, client };
}

test('@stomp/stompjs connects, and hears each of two subscriptions until it ends one', async () => {
  const { mock, client } = await connect();
  expect(client.connectedVersion).toBe('1.2');
  const heard = { ticks: 0, other: 0 };
  const count = (name: keyof typeof heard) => (message: IMessage) => {
    expect(message.headers.destination).toBe(`/topic/${name}`);
    heard[name] += 1;
  };
  const ticks = client.subscribe('/topic/ticks', count('ticks'));
  client.subscribe('/topic/other', count('other'));
  await expect.poll(() => Math.min(heard.ticks, heard.other)).toBeGreaterThan(1);
  ticks.unsubscribe();
  await mock.waitFor('unsubscribe');
  const before = { ...heard };
  await expect.poll(() => heard.other).toBeGreaterThan(before.other + 2);
  expect(heard.ticks).toBe(before.ticks);
  expect(mock.violations()).toEqual([]);
});

test('@stomp/stompjs keeps up its heart-beats, and its goodbye gets the receipt that it asked for', async () => {
  const { mock, client } = await connect();
  await expect.poll(() => mock.received('heartbeat').length).toBeGreaterThan(1);
  await client.deactivate();
  const sent = mock.journal
    .entries()
    .flatMap((entry) => (entry.type === 'frame' && entry.message === 'receipt' ? [entry.data] : []));
  expect(sent).toEqual([expect.stringMatching(/^RECEIPT\nreceipt-id:close-\d+\n\n\0$/)]);
  expect(mock.violations()).toEqual([]);
});
