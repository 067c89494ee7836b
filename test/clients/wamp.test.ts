import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { openSession } from './autobahn-session.ts';
import { startClientMock, urlOf } from './start-client-mock.ts';

async function start() {
  // Autobahn takes the global one, as in a page.
  vi.stubGlobal('WebSocket', WebSocket);
  onTestFinished(() => void vi.unstubAllGlobals());
  const mock = await startClientMock('./wamp.yaml');
  return { mock, url: urlOf(mock, 'wamp') };
}

async function connect() {
  const { mock, url } = await start();
  return { mock, session: await openSession(url, 'realm1') };
}

test('autobahn calls procedures, and gets the error of one that nobody has registered', async () => {
  const { mock, session } = await connect();
  expect(await session.call('com.add', [2, 3])).toBe(5);
  await expect(session.call('com.no')).rejects.toMatchObject({ error: 'wamp.error.no_such_procedure' });
  expect(await session.publish('com.ticks', [1], {}, { acknowledge: true })).toMatchObject({ id: 99 });
  expect(mock.violations()).toEqual([]);
});

test('autobahn hears the events of each subscription by the id that the router gave it, and ends one of two', async () => {
  const { mock, session } = await connect();
  const heard = { ticks: 0, other: 0 };
  const count = (name: keyof typeof heard) => () => {
    heard[name] += 1;
  };
  const ticks = await session.subscribe('com.ticks', count('ticks'));
  await session.subscribe('com.other', count('other'));
  await expect.poll(() => Math.min(heard.ticks, heard.other)).toBeGreaterThan(1);
  await session.unsubscribe(ticks);
  const before = { ...heard };
  await expect.poll(() => heard.other).toBeGreaterThan(before.other + 2);
  expect(heard.ticks).toBe(before.ticks);
  expect(mock.violations()).toEqual([]);
});

test('autobahn answers a call that the router makes by the id that it gave the registration', async () => {
  const { mock, session } = await connect();
  await session.register('com.mine', (args = []) => {
    const [a, b] = args as [number, number];
    return a + b;
  });
  await mock.waitFor('yield', [70, 1, {}, [3]]);
  expect(mock.violations()).toEqual([]);
});

test('autobahn is refused by a realm that there is not', async () => {
  const { url } = await start();
  await expect(openSession(url, 'elsewhere')).rejects.toThrow('wamp.error.no_such_realm');
});
