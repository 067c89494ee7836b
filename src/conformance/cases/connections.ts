import { same } from '../assert.ts';
import { connect, pause } from '../client.ts';
import type { ConformanceCase, Stage } from '../conformance-case.ts';

/** The Close that the journal tells of. */
async function closeOf({ mock }: Stage): Promise<unknown> {
  for (let times = 0; times < 250; times += 1) {
    const entry = mock.journal.entries().find(({ type }) => type === 'close');
    if (entry?.type === 'close') return [entry.by, entry.code, entry.reason];
    await pause(20);
  }
  return undefined;
}

export const connectionCases: readonly ConformanceCase[] = [
  {
    id: 'connection/closed-by-client',
    title: 'the server hears the code and the reason that the client closes with',
    async run(stage) {
      const client = await connect(stage.at, '/talk');
      client.socket.close(4001, 'bye');
      same((await client.ended).code, 4001, 'The code that the page sees');
      same(await closeOf(stage), ['client', 4001, 'bye'], 'What the server heard');
      same(stage.mock.connections().length, 0, 'Open connections');
    },
  },
  {
    id: 'connection/closed-without-code',
    title: 'a Close without a code is 1005, for both sides',
    needs: ['no-code'],
    async run(stage) {
      const client = await connect(stage.at, '/talk');
      client.socket.close();
      same((await client.ended).code, 1005, 'The code that the page sees');
      same(await closeOf(stage), ['client', 1005, ''], 'What the server heard');
    },
  },
  {
    id: 'connection/disconnect',
    title: 'a test closes a connection, with a code and a reason',
    async run({ at, mock }) {
      const [a, b] = [await connect(at, '/talk'), await connect(at, '/talk')];
      const [first] = mock.connections();
      mock.disconnect(first?.id ?? 0, 4321, 'go away');
      const { code, reason } = await a.ended;
      same([code, reason, b.socket.readyState], [4321, 'go away', 1], 'What the pages see');
    },
  },
  {
    id: 'connection/clean',
    title: 'a connection that a Close frame ends was closed cleanly',
    needs: ['clean'],
    async run({ at, mock }) {
      const client = await connect(at, '/talk');
      mock.disconnect(mock.connections()[0]?.id ?? 0, 1008);
      const { code, wasClean } = await client.ended;
      same([code, wasClean], [1008, true], 'What the page sees');
    },
  },
  {
    id: 'connection/drop',
    title: 'a connection that breaks off is 1006, and not clean',
    needs: ['drop'],
    options: { faults: ['drop-after-1'] },
    async run({ at }) {
      const client = await connect(at, '/talk');
      same(await client.next(), { type: 'welcome' }, 'What came before');
      const { code, wasClean } = await client.ended;
      same([code, wasClean], [1006, false], 'What the page sees');
    },
  },
  {
    id: 'connection/payload-limit',
    title: 'a message beyond the limit is closed with 1009, and a violation',
    needs: ['payload-limit'],
    async run({ at, mock }) {
      const client = await connect(at, '/talk');
      await client.next();
      client.send('x'.repeat(70_000));
      same((await client.ended).code, 1009, 'The Close code');
      same([mock.violations().length, mock.received().length], [1, 0], 'Violations, and messages received');
    },
  },
  {
    id: 'connection/reset',
    title: 'a reset ends every connection, empties the journal, and begins anew with the same seed',
    async run({ at, mock }) {
      const client = await connect(at, '/talk');
      client.send({ type: 'ask', id: 1 });
      await mock.waitFor('ask');
      mock.reset();
      same((await client.ended).code, 1012, 'The Close code');
      same([mock.journal.entries().length, mock.received(), mock.connections()], [0, [], []], 'What is left');
      const again = await connect(at, '/talk');
      same(await again.next(), { type: 'welcome' }, 'After it');
    },
  },
];
