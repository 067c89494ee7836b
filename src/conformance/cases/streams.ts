import { holds, same } from '../assert.ts';
import { type Client, connect, pause } from '../client.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { logIn } from './companions.ts';

async function next(client: Client, count: number): Promise<readonly string[]> {
  const got: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const { type, symbol } = (await client.next()) as { type: string; symbol?: string };
    got.push(symbol === undefined ? type : `${type} ${symbol}`);
  }
  return got;
}

export const streamCases: readonly ConformanceCase[] = [
  {
    id: 'stream/subscription',
    title: 'a subscription begins a stream, the first event at once, with what was subscribed to',
    async run({ at }) {
      const client = await connect(at, '/feed/nyse');
      client.send({ type: 'subscribe', symbol: 'A' });
      same(await next(client, 4), ['subscribed A', 'tick A', 'tick A', 'tick A'], 'The stream');
    },
  },
  {
    id: 'stream/stop',
    title: 'the end of one subscription is not the end of another',
    async run({ at }) {
      const client = await connect(at, '/feed/nyse');
      client.send({ type: 'subscribe', symbol: 'A' });
      client.send({ type: 'subscribe', symbol: 'B' });
      await next(client, 4);
      client.send({ type: 'unsubscribe', symbol: 'A' });
      // What comes after this answer was sent after the subscription had ended.
      client.send({ type: 'subscribe', symbol: 'C' });
      while ((await next(client, 1))[0] !== 'subscribed C');
      const after = new Set(await next(client, 6));
      same([...after].sort(), ['tick B', 'tick C'], 'What goes on');
    },
  },
  {
    id: 'stream/push-off',
    title: 'nothing comes by itself where pushes are off',
    async run({ at }) {
      const client = await connect(at, '/news');
      await pause(200);
      same(client.waiting, [], 'What came');
    },
  },
  {
    id: 'stream/push-on',
    title: 'else what nothing triggers comes in a steady pace',
    options: { push: 40 },
    async run({ at }) {
      const client = await connect(at, '/news');
      same(await next(client, 3), ['headline', 'headline', 'headline'], 'What came');
    },
  },
  {
    id: 'stream/fake-timers',
    title: 'fake timers drive what comes by itself',
    needs: ['fake-timers'],
    options: { push: 1_000 },
    async run({ at, timers }) {
      const opening = connect(at, '/news');
      await timers?.advance(50);
      const client = await opening;
      await timers?.advance(900);
      same(client.waiting.length, 0, 'Headlines within 950 ms');
      await timers?.advance(3_100);
      same(client.waiting.length, 4, 'Headlines within 4,050 ms');
    },
  },
  {
    id: 'stream/expiry',
    title: 'a credential expires, and its connection is closed with the code for it',
    needs: ['companions'],
    async run({ at }) {
      const { token } = await logIn({ at });
      const client = await connect(at, `/vault?token=${String(token)}`);
      client.send({ type: 'ask', id: 1 });
      same(await client.next(), { type: 'answer', id: 1 }, 'While it is good');
      same((await client.ended).code, 4408, 'The Close code');
    },
  },
  {
    id: 'stream/keepalive',
    title: 'a client that says nothing is asked, and then closed',
    async run({ at }) {
      const client = await connect(at, '/line');
      same(await client.next(), { type: 'areYouThere' }, 'After a while');
      const { code } = await client.ended;
      same(code, 1000, 'The Close code');
      holds(client.events.at(-1) === 'close', 'The connection is not closed.');
    },
  },
];
