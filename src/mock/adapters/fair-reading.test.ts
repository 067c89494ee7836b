import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createFairReading } from './fair-reading.ts';

test('what is long is handed over in slices, and all of it, in its order', async () => {
  const { push, taken } = reader(createFairReading());
  const long = Buffer.from(Array.from({ length: 20_000 }, (_, index) => index % 251));
  push(long);
  while (length(taken) < long.length) await turn();
  expect(Math.max(...taken.map((slice) => slice.length))).toBeLessThan(5_000);
  expect(Buffer.concat(taken)).toEqual(long);
});

test('while new clients come, what is short is read at once, and what is long in its turn', async () => {
  const reading = createFairReading();
  const [talkative, terse] = [reader(reading), reader(reading)];
  // The streams begin to flow.
  await turn();
  reading.arrived();
  talkative.push(Buffer.alloc(10_000));
  terse.push(Buffer.from('GET /'));
  expect([length(talkative.taken), length(terse.taken)]).toEqual([0, 5]);
  while (length(talkative.taken) < 10_000) {
    reading.arrived();
    await turn();
  }
  expect(Math.max(...talkative.taken.map((slice) => slice.length))).toBe(256);
});

test('whoever waits longest is read first, however many come after', async () => {
  const reading = createFairReading();
  const order: number[] = [];
  const busy = (ms: number): void => {
    const end = performance.now() + ms;
    while (performance.now() < end);
  };
  const readers = Array.from({ length: 6 }, (_, index) =>
    reader(reading, () => {
      order.push(index);
      // Longer than a turn: each turn is for one of them.
      busy(6);
    }),
  );
  await turn();
  for (const { push } of readers.slice(0, 4)) push(Buffer.from('x'));
  for (const { push } of readers.slice(4)) {
    await turn();
    push(Buffer.from('x'));
  }
  while (order.length < 6) await turn();
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
});

test('when nobody comes any more, what is long is read at once again', async () => {
  const reading = createFairReading();
  const { push, taken } = reader(reading);
  reading.arrived();
  await turn();
  await turn();
  push(Buffer.alloc(3_000));
  expect(length(taken)).toBeGreaterThan(0);
});

test.each([
  ['never', 0],
  ['at each', 1],
  ['at every third', 3],
])(
  'of a peer that says little, and is paused %s chunk, all comes, in its order, and its end',
  async (_, every) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1').setNoDelay(true);
    const [socket]: Socket[] = await once(server, 'connection');
    if (socket === undefined) throw new Error('Nobody came.');
    createFairReading().begin(socket);
    let text = '';
    let chunks = 0;
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      chunks += 1;
      if (every === 0 || chunks % every !== 0) return;
      socket.pause();
      setImmediate(() => socket.resume());
    });
    const ended = once(socket, 'end');
    const lines = Array.from({ length: 300 }, (_, index) => `${index}\n`);
    for (const [index, line] of lines.entries()) {
      client.write(line);
      // Now and then what comes next is longer than a slice, and is read in turns.
      if (index % 100 === 50) client.write('x'.repeat(5_000));
      await turn();
    }
    client.end();
    await ended;
    expect(text.replaceAll('x', '')).toBe(lines.join(''));
    expect(text.length).toBe(lines.join('').length + 15_000);
    server.close();
  },
);

test('when short chunks have taken half of a turn, a turn is measured, and who comes last waits', async () => {
  const reading = createFairReading();
  const order: number[] = [];
  const readers = [0, 1, 2].map((index) =>
    reader(reading, () => {
      order.push(index);
      const end = performance.now() + 3;
      while (performance.now() < end);
    }),
  );
  await turn();
  for (const { push } of readers) push(Buffer.from('x'));
  // 6 ms are more than a turn.
  expect(order).not.toContain(2);
  while (order.length < 3) await turn();
  expect(order).toEqual([0, 1, 2]);
});

/** A socket that somebody reads. */
function reader(
  reading: ReturnType<typeof createFairReading>,
  onData: () => void = () => undefined,
): {
  push(data: Buffer): void;
  taken: Buffer[];
} {
  const taken: Buffer[] = [];
  const socket = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  reading.begin(socket);
  socket.on('data', (slice: Buffer) => {
    taken.push(slice);
    onData();
  });
  return { push: (data) => void socket.push(data), taken };
}

function length(slices: readonly Buffer[]): number {
  return slices.reduce((sum, slice) => sum + slice.length, 0);
}
