import { expect, onTestFinished, test } from 'vitest';
import { Wampy } from 'wampy';
import { WebSocket } from 'ws';
import { startClientMock, urlOf } from './start-client-mock.ts';

async function open(realm = 'realm1') {
  const mock = await startClientMock('./wamp.yaml');
  // Its type of a constructor is not exported, and asks for what it does not use.
  const session = new Wampy(urlOf(mock, 'wamp'), {
    realm,
    ws: WebSocket as unknown as never,
    maxRetries: 0,
  });
  return { mock, session };
}

async function connect() {
  const { mock, session } = await open();
  onTestFinished(async () => {
    await session.disconnect();
  });
  await session.connect();
  return { mock, session };
}

test('wampy calls procedures, and gets the error of one that nobody has registered', async () => {
  const { mock, session } = await connect();
  expect(await session.call('com.add', [2, 3])).toMatchObject({ argsList: [5] });
  await expect(session.call('com.no')).rejects.toMatchObject({ errorUri: 'wamp.error.no_such_procedure' });
  expect(await session.publish('com.ticks', [1], { acknowledge: true })).toMatchObject({ publicationId: 99 });
  expect(mock.violations()).toEqual([]);
});

test('wampy hears the events of each subscription by the id that the router gave it, and ends one of two', async () => {
  const { mock, session } = await connect();
  const heard = { ticks: 0, other: 0 };
  const count = (name: keyof typeof heard) => () => {
    heard[name] += 1;
  };
  const ticks = await session.subscribe('com.ticks', count('ticks'));
  await session.subscribe('com.other', count('other'));
  await expect.poll(() => Math.min(heard.ticks, heard.other)).toBeGreaterThan(1);
  await session.unsubscribe(ticks.subscriptionId);
  const before = { ...heard };
  await expect.poll(() => heard.other).toBeGreaterThan(before.other + 2);
  expect(heard.ticks).toBe(before.ticks);
  expect(mock.violations()).toEqual([]);
});

test('wampy answers a call that the router makes by the id that it gave the registration', async () => {
  const { mock, session } = await connect();
  await session.register('com.mine', ({ argsList }) => {
    const [a, b] = argsList as [number, number];
    return { argsList: [a + b] };
  });
  await mock.waitFor('yield', [70, 1, {}, [3]]);
  expect(mock.violations()).toEqual([]);
});

test('wampy is refused by a realm that there is not', async () => {
  const { session } = await open('elsewhere');
  await expect(session.connect()).rejects.toMatchObject({ errorUri: 'wamp.error.no_such_realm' });
});
