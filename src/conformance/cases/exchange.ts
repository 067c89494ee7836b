import { same } from '../assert.ts';
import { connect, pause } from '../client.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const ask = (id: number | string) => ({ type: 'ask', id });
const answer = (id: number | string) => ({ type: 'answer', id });
const BYTES = new Uint8Array([7, 0, 255]);

export const exchangeCases: readonly ConformanceCase[] = [
  {
    id: 'exchange/greeting',
    title: 'the server greets whoever connects',
    async run({ at }) {
      const client = await connect(at, '/talk');
      same(await client.next(), { type: 'welcome' }, 'The greeting');
    },
  },
  {
    id: 'exchange/reply',
    title: 'a reply has the id of its request, a number as a number, a text as a text',
    async run({ at }) {
      const client = await connect(at, '/exact');
      client.send(ask(7));
      client.send(ask('seven'));
      same([await client.next(), await client.next()], [answer(7), answer('seven')], 'The replies');
    },
  },
  {
    id: 'exchange/in-order',
    title: 'fifty requests at once are answered in their order',
    async run({ at }) {
      const client = await connect(at, '/exact');
      const ids = Array.from({ length: 50 }, (_, id) => id);
      for (const id of ids) client.send(ask(id));
      const got: unknown[] = [];
      for (const _ of ids) got.push(await client.next());
      same(got, ids.map(answer), 'The replies');
    },
  },
  {
    id: 'exchange/sequence',
    title: 'a request may be answered by several messages, in order',
    async run({ at }) {
      const client = await connect(at, '/talk');
      await client.next();
      client.send({ type: 'order' });
      same(
        [await client.next(), await client.next(), await client.next()],
        [{ type: 'accepted' }, { type: 'filled' }, { type: 'filled' }],
        'The replies',
      );
    },
  },
  {
    id: 'exchange/broadcast',
    title: 'what one says, all of the endpoint hear, and nobody else',
    async run({ at }) {
      const [a, b, other] = [
        await connect(at, '/talk'),
        await connect(at, '/talk'),
        await connect(at, '/echo'),
      ];
      await Promise.all([a.next(), b.next()]);
      a.send({ type: 'say', text: 'hi' });
      const said = { type: 'said', text: 'hi' };
      same([await a.next(), await b.next(), other.waiting], [said, said, []], 'What they heard');
    },
  },
  {
    id: 'exchange/invalid-reply',
    title: 'what fits no message, or is no JSON, gets the reply for bad input',
    async run({ at, mock }) {
      const client = await connect(at, '/talk');
      await client.next();
      client.send({ type: 'ask' });
      same(await client.next(), { type: 'problem' }, 'For a frame that breaks its schema');
      client.send('{');
      same(await client.next(), { type: 'problem' }, 'For a frame that is no JSON');
      same(mock.violations().length, 2, 'Violations');
    },
  },
  {
    id: 'exchange/invalid-close',
    title: 'bad input closes the connection, where the contract says so',
    async run({ at }) {
      const client = await connect(at, '/exact');
      client.send('nonsense');
      same((await client.ended).code, 4400, 'The Close code');
    },
  },
  {
    id: 'exchange/invalid-ignore',
    title: 'else bad input is ignored, and a violation in the journal',
    async run({ at, mock }) {
      const client = await connect(at, '/feed/nyse');
      client.send({ type: 'subscribbe' });
      client.send({ type: 'subscribe', symbol: 'A' });
      same(await client.next(), { type: 'subscribed', symbol: 'A' }, 'What came');
      same(mock.violations().length, 1, 'Violations');
    },
  },
  {
    id: 'exchange/otherwise',
    title: 'a well-formed frame that no message fits gets the other reply',
    async run({ at }) {
      const client = await connect(at, '/echo');
      client.send({ type: 'whatever' });
      same(await client.next(), { type: 'other' }, 'The reply');
    },
  },
  {
    id: 'exchange/binary',
    title: 'bytes go both ways',
    needs: ['binary'],
    async run({ at, mock }) {
      const client = await connect(at, '/bytes');
      client.send(BYTES);
      const got = await client.next();
      const bytes = got instanceof ArrayBuffer ? [...new Uint8Array(got)] : String(got);
      same(bytes, [1, 2, 3], 'The bytes of the reply');
      same(mock.received()[0]?.payload, 'BwD/', 'What the server received, in base64');
    },
  },
  {
    id: 'exchange/blob',
    title: 'bytes come as a Blob where `binaryType` asks for one, and a Blob that is sent keeps its place',
    needs: ['binary'],
    async run({ at, mock }) {
      const client = await connect(at, '/bytes');
      client.socket.binaryType = 'blob';
      client.socket.send(new Blob([BYTES]));
      client.socket.send(new Uint8Array([1]));
      const got = await client.next();
      same(got instanceof Blob ? got.size : String(got), 3, 'Bytes of the reply');
      await client.next();
      same(
        mock.received().map(({ payload }) => payload),
        ['BwD/', 'AQ=='],
        'What the server received, in base64',
      );
    },
  },
  {
    id: 'exchange/handlers',
    title:
      'a handler deals with a message in place of the contract, and what it sends before it closes arrives',
    options: {
      handlers: {
        talk: {
          ask: (_, { send, close }) => {
            send('said', { type: 'said', text: 'handled' });
            close(4999, 'enough');
          },
        },
      },
    },
    async run({ at }) {
      const client = await connect(at, '/talk');
      await client.next();
      client.send(ask(1));
      same(await client.next(), { type: 'said', text: 'handled' }, 'What the handler sent');
      const { code, reason } = await client.ended;
      same([code, reason], [4999, 'enough'], 'The Close frame');
    },
  },
  {
    id: 'exchange/scenario',
    title: 'a scenario is played when the test says so, and goes on when the client has said its line',
    async run({ at, mock }) {
      const client = await connect(at, '/desk');
      same(mock.play('visit').length, 1, 'Connections that it is played on');
      same(await client.next(), { type: 'called', name: 'Ada' }, 'The first line');
      await pause(30);
      same(client.waiting, [], 'Before the client has said its line');
      client.send({ type: 'come' });
      same(await client.next(), { type: 'called', name: 'Grace' }, 'The second line');
    },
  },
  {
    id: 'exchange/scenario-on-open',
    title: 'or to everybody who connects',
    options: { scenarios: ['visit'] },
    async run({ at }) {
      const client = await connect(at, '/desk');
      same(await client.next(), { type: 'called', name: 'Ada' }, 'The first line');
    },
  },
];
