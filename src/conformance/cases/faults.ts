import { holds, same } from '../assert.ts';
import { connect } from '../client.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const ASK = { type: 'ask', id: 1 };
const ANSWER = { type: 'answer', id: 1 };

/** One of each class: what is done to messages, to their pace, to their delivery, and to the connection. */
export const faultCases: readonly ConformanceCase[] = [
  {
    id: 'fault/message',
    title: 'a message is changed (`missing-field`)',
    options: { faults: ['missing-field'] },
    async run({ at }) {
      const client = await connect(at, '/exact');
      client.send(ASK);
      const { type, id } = (await client.next()) as { type?: string; id?: number };
      holds(type === undefined || id === undefined, 'The reply has all of its fields.');
    },
  },
  {
    id: 'fault/corrupt',
    title: 'a message is cut in half (`corrupt`)',
    options: { faults: ['corrupt'] },
    async run({ at }) {
      const client = await connect(at, '/exact');
      client.send(ASK);
      same(typeof (await client.next()), 'string', 'What came');
    },
  },
  {
    id: 'fault/delivery',
    title: 'a message is sent twice (`duplicate`)',
    options: { faults: ['duplicate'] },
    async run({ at }) {
      const client = await connect(at, '/exact');
      client.send(ASK);
      same([await client.next(), await client.next()], [ANSWER, ANSWER], 'What came');
    },
  },
  {
    id: 'fault/pace',
    title: 'a message is late (`latency-200ms`)',
    options: { faults: ['latency-200ms'] },
    async run({ at }) {
      const client = await connect(at, '/exact');
      const began = performance.now();
      client.send(ASK);
      same(await client.next(), ANSWER, 'What came');
      const took = Math.round(performance.now() - began);
      holds(took >= 195, `The reply came after ${took} ms.`);
    },
  },
  {
    id: 'fault/trickle',
    title: 'a message that goes out in pieces arrives whole (`trickle`)',
    options: { faults: ['trickle-100'] },
    async run({ at }) {
      const client = await connect(at, '/exact');
      client.send(ASK);
      same(await client.next(), ANSWER, 'What came');
    },
  },
  {
    id: 'fault/close',
    title: 'a connection is closed after a message (`close-4000-after-1`)',
    options: { faults: ['close-4000-after-1'] },
    async run({ at }) {
      const client = await connect(at, '/talk');
      same(await client.next(), { type: 'welcome' }, 'What came before');
      same((await client.ended).code, 4000, 'The Close code');
    },
  },
  {
    id: 'fault/by-query',
    title: 'a client asks for a fault on its own connection',
    options: { allowQueryFaults: true },
    async run({ at }) {
      const [a, b] = [await connect(at, '/exact?__countersign=duplicate'), await connect(at, '/exact')];
      a.send(ASK);
      b.send(ASK);
      same([await a.next(), await a.next(), await b.next()], [ANSWER, ANSWER, ANSWER], 'What came');
      holds(b.waiting.length === 0, 'The other connection has the fault, too.');
    },
  },
];
