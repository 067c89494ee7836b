import { type HubConnection, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { expect, onTestFinished, test } from 'vitest';
import type { Mock } from '../../src/mock/index.ts';
import { startClientMock } from './start-client-mock.ts';

async function join(mock: Mock): Promise<{ hub: HubConnection; heard: unknown[] }> {
  const hub = new HubConnectionBuilder()
    .withUrl(`${mock.url}/chat`)
    .configureLogging(LogLevel.None)
    .withServerTimeout(2_000)
    .withKeepAliveInterval(100)
    .build();
  const heard: unknown[] = [];
  hub.on('ReceiveMessage', (...said: unknown[]) => void heard.push(said));
  onTestFinished(() => hub.stop());
  await hub.start();
  return { hub, heard };
}

test('@microsoft/signalr negotiates, invokes, and everybody in the hub hears what it said', async () => {
  const mock = await startClientMock('./signalr.yaml');
  const [ann, ben] = [await join(mock), await join(mock)];
  expect(await ann.hub.invoke('Send', 'good morning')).toBe('good morning');
  await expect
    .poll(() => [ann.heard, ben.heard])
    .toEqual([[['bob', 'good morning']], [['bob', 'good morning']]]);
  expect(mock.violations()).toEqual([]);
});

test('@microsoft/signalr gets the error of a method that the hub does not have, and stays by its pings', async () => {
  const mock = await startClientMock('./signalr.yaml');
  const { hub } = await join(mock);
  await expect(hub.invoke('Fly', 1)).rejects.toThrow('Unknown hub method');
  await expect.poll(() => mock.received('ping').length).toBeGreaterThan(2);
  expect(hub.state).toBe('Connected');
  expect(mock.violations()).toEqual([]);
});
