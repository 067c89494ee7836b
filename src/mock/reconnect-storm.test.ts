import { describe, expect, test } from 'vitest';
import type { HandshakeEntry } from './journal.ts';
import { describeStorm, reconnectStorm } from './reconnect-storm.ts';

const refusal: HandshakeEntry = {
  id: 1,
  type: 'handshake',
  at: 0,
  outcome: 'refused',
  peer: { host: '127.0.0.1', port: 50_000 },
  target: '/ws/bio-mining',
  guard: 'path',
  form: { status: 403 },
  reason: 'No such path.',
  remedy: 'There is no WebSocket.',
};
/** Refusals with those pauses between them, ms. */
const row = (pauses: readonly number[], more: Partial<HandshakeEntry> = {}): readonly HandshakeEntry[] => {
  let at = 0;
  return [0, ...pauses].map((pause) => {
    at += pause;
    return { ...refusal, ...more, at };
  });
};
const told = (refusals: readonly HandshakeEntry[]): string | undefined => {
  const storm = reconnectStorm(refusals);
  return storm === undefined ? undefined : describeStorm(storm);
};

describe('a reconnect storm', () => {
  test.each<[string, readonly number[], string | undefined]>([
    ['every 3 s', [3000, 3000, 3000, 3000], '5 times, every 3.0 s'],
    ['every 3 s, as a browser keeps time', [3004, 3011, 2998, 3090], '5 times, every 3.0 s'],
    ['for the seventh time', [900, 2000, 1000, 1010, 1000, 1020], '5 times, every 1.0 s'],
    ['a little jitter is no backoff', [1000, 1400, 1100, 1300], '5 times, every 1.2 s'],
    ['four are no storm', [3000, 3000, 3000], undefined],
    ['backs off', [1000, 2000, 4000, 8000], undefined],
    ['backs off slowly', [1000, 1200, 1440, 1728], undefined],
    ['backs off up to a limit, and keeps to it', [4000, 30_000, 30_000, 30_000], undefined],
    ['random pauses', [1000, 300, 2500, 700], undefined],
    ['a person who clicks', [400, 5000, 1000, 60_000], undefined],
    ['a burst of several clients', [1, 0, 2, 1], undefined],
    ['none at all', [], undefined],
  ])('%s', (_, pauses, what) => {
    expect(told(row(pauses))).toBe(
      what === undefined ? undefined : `reconnect storm: GET /ws/bio-mining refused ${what}, no backoff`,
    );
  });

  test('that brings the same credential says so, and what to do', () => {
    const storm = reconnectStorm(row([1000, 1000, 1000, 1000], { credential: 7, reason: 'It has expired.' }));
    expect(storm).toMatchObject({
      sameCredential: true,
      reason: 'It has expired.',
      remedy: 'Fetch a new credential before each connection, and wait longer after each refusal.',
    });
    expect(storm && describeStorm(storm)).toBe(
      'reconnect storm: GET /ws/bio-mining refused 5 times, every 1.0 s, no backoff, the same credential each time',
    );
  });

  test('that brings a new credential each time is a storm all the same', () => {
    const refusals = row([1000, 1000, 1000, 1000]).map((one, index) => ({ ...one, credential: index }));
    expect(reconnectStorm(refusals)).not.toHaveProperty('sameCredential');
    expect(told(refusals)).toBe(
      'reconnect storm: GET /ws/bio-mining refused 5 times, every 1.0 s, no backoff',
    );
  });
});
