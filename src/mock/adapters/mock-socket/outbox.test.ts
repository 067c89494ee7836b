import { describe, expect, test } from 'vitest';
import { createOutbox } from './outbox.ts';

describe('the outbox of mock-socket', () => {
  test('what nobody has asked for goes out in the next microtask, in order', async () => {
    const got: unknown[] = [];
    const outbox = createOutbox();
    outbox.put((message) => void got.push(message), 'a');
    outbox.put((message) => void got.push(message), 'b');
    expect(got).toEqual([]);
    await Promise.resolve();
    expect(got).toEqual(['a', 'b']);
  });

  test('what a frame leads to waits for the end of its step, and no longer', () => {
    const got: unknown[] = [];
    const outbox = createOutbox();
    outbox.hold();
    outbox.put((message) => void got.push(message), 'a');
    expect(got).toEqual([]);
    outbox.release();
    expect(got).toEqual(['a']);
  });

  test('what was put in before a frame came goes out before its answer', () => {
    const got: unknown[] = [];
    const outbox = createOutbox();
    outbox.put((message) => void got.push(message), 'before');
    outbox.hold();
    outbox.put((message) => void got.push(message), 'answer');
    outbox.release();
    expect(got).toEqual(['before', 'answer']);
  });

  test('what a listener leads to comes after what waits already', async () => {
    const got: unknown[] = [];
    const outbox = createOutbox();
    const deliver = (message: unknown): void => {
      got.push(message);
      if (message === 'a') outbox.put(deliver, 'c');
    };
    outbox.hold();
    outbox.put(deliver, 'a');
    outbox.put(deliver, 'b');
    outbox.release();
    await Promise.resolve();
    expect(got).toEqual(['a', 'b', 'c']);
  });

  test('a listener that throws keeps nothing from the others', async () => {
    const got: unknown[] = [];
    const outbox = createOutbox();
    outbox.hold();
    outbox.put(() => {
      throw new Error('of the page');
    }, 'a');
    outbox.put((message) => void got.push(message), 'b');
    expect(() => outbox.release()).toThrow('of the page');
    await Promise.resolve();
    expect(got).toEqual(['b']);
  });
});
