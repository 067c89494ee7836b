import { CountersignError } from '../../errors/countersign-error.ts';
import { NotConforming, same } from '../assert.ts';
import { connect, open } from '../client.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const ask = (id: number) => ({ type: 'ask', id });

export const verbCases: readonly ConformanceCase[] = [
  {
    id: 'verbs/received',
    title: 'what was received can be asked for, by message and by part',
    async run({ at, mock }) {
      const client = await connect(at, '/talk');
      for (const id of [1, 2]) client.send(ask(id));
      client.send({ type: 'order' });
      await mock.waitFor('order');
      same(
        [mock.received().length, mock.received('ask').length, mock.received('ask', { id: 2 }).length],
        [3, 2, 1],
        'How many',
      );
    },
  },
  {
    id: 'verbs/wait-for',
    title: 'what is to come can be waited for, and what came instead is told',
    async run({ at, mock }) {
      const client = await connect(at, '/talk');
      const waited = mock.waitFor('ask', { id: 5 });
      client.send(ask(4));
      client.send(ask(5));
      same((await waited).payload, ask(5), 'What was waited for');
      const missed = await mock
        .waitFor('order', undefined, { within: 20 })
        .catch((error: Error) => error.message);
      same(
        missed,
        'No client sent "order" within 20 ms. Received:\n  ask {"type":"ask","id":4}\n  ask {"type":"ask","id":5}',
        'Why it was not there',
      );
    },
  },
  {
    id: 'verbs/push',
    title: 'a test has the server send a message, to all or to one',
    async run({ at, mock }) {
      const [a, b] = [await connect(at, '/news'), await connect(at, '/news')];
      mock.push(
        'headline',
        { type: 'headline', text: 'one' },
        { connection: mock.connections()[1]?.id ?? 0 },
      );
      same(await b.next(), { type: 'headline', text: 'one' }, 'To one');
      mock.push('headline');
      const example = { type: 'headline', text: 'Nothing happened' };
      same([await a.next(), await b.next()], [example, example], 'To all');
    },
  },
  {
    id: 'verbs/mistakes',
    title: 'a name that the contract does not have is a mistake that is told at once',
    async run({ mock }) {
      same(
        codeOf(() => mock.push('headlime')),
        'mock.unknown-message',
        'For a message',
      );
      same(
        codeOf(() => mock.play('vist')),
        'mock.unknown-scenario',
        'For a scenario',
      );
      same(
        codeOf(() => mock.setFaults(['no-replies'])),
        'mock.unknown-fault',
        'For a fault',
      );
      same(
        codeOf(() => mock.disconnect(99)),
        'mock.unknown-connection',
        'For a connection',
      );
    },
  },
  {
    id: 'verbs/endpoints',
    title: 'the URLs that the mock names can be connected to',
    async run({ at, mock }) {
      const { url } = mock.endpoints().find(({ id }) => id === 'door') ?? { url: '' };
      const { pathname, search } = new URL(url);
      same(`${pathname}${search}`, '/door?room=red', 'The path and query');
      same(
        await open({ ...at, WebSocket: at.WebSocket, url: () => url }, url).opened,
        true,
        'Whether it opens',
      );
    },
  },
  {
    id: 'verbs/faults',
    title: 'faults are switched on and off while connections are open',
    async run({ at, mock }) {
      const client = await connect(at, '/exact');
      mock.setFaults(['no-reply']);
      client.send(ask(1));
      await mock.waitFor('ask', { id: 1 });
      mock.setFaults([]);
      client.send(ask(2));
      same(await client.next(), { type: 'answer', id: 2 }, 'The only reply');
      same(mock.faults(), [], 'The faults');
    },
  },
  {
    id: 'verbs/handlers',
    title: 'handlers are replaced while connections are open',
    async run({ at, mock }) {
      const client = await connect(at, '/exact');
      mock.useHandlers({ exact: { ask: (_, { send }) => send('answer', { type: 'answer', id: 99 }) } });
      client.send(ask(1));
      same(await client.next(), { type: 'answer', id: 99 }, 'The reply');
    },
  },
];

function codeOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    if (error instanceof CountersignError) return error.code;
    throw error;
  }
  throw new NotConforming('A mistake was not told.');
}
