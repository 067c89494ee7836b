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
