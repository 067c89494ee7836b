import { describe, expect, test } from 'vitest';
import { judgeWatch } from './judge-watch.ts';
import type { Moment, Storm } from './moment.ts';

const opened = (at: number): Moment => ({ kind: 'opened', at });
const ended = (at: number, lasted: number, code = 1006, reason = ''): Moment => ({
  kind: 'ended',
  at,
  lasted,
  close: { code, reason },
});
const gone = (at: number): Moment => ({
  kind: 'refused',
  at,
  reception: { kind: 'unreached', stage: 'tcp', code: 'ECONNREFUSED', message: '', after: 1 },
});
const storm: Storm = {
  target: '/ws',
  origin: 'http://localhost:3000',
  times: 5,
  interval: 250,
  sameCredential: true,
  reason: 'The credential has expired.',
};

describe('what the watching showed', () => {
  test.each<[string, readonly Moment[], string, RegExp, number?]>([
    ['stays open', [opened(5)], 'CONNECTED', /stayed open for 30 s/],
    [
      'ended once',
      [opened(5), ended(4_000, 3_995)],
      'ENDED-BY-SERVER',
      /once in 30 s: after 4 s \(the end of TCP/,
    ],
    [
      'ended at the same age each time',
      [opened(0), ended(5_000, 5_000, 1001), opened(6_000), ended(11_100, 5_100, 1001)],
      'FLAPPING',
      /2 times in 30 s: always after about 5 s, which is a time limit and no accident \(Close 1001\)/,
    ],
    [
      'goes down and comes back',
      [opened(0), ended(2_000, 2_000), gone(3_000), gone(5_000), opened(9_000), ended(20_000, 11_000)],
      'FLAPPING',
      /In between nothing listened: the server itself goes down and comes back\./,
    ],
    ['is refused now and then', [gone(0), opened(1_000)], 'FLAPPING', /refused 1 times and accepted 1 times/],
    [
      'expires, as the Close says',
      [opened(0), ended(5_000, 5_000, 4401, 'token expired')],
      'AUTH-EXPIRED',
      /after 5 s \(Close 4401 "token expired"\), because the credential has expired/,
    ],
    [
      'expires, as its own exp says',
      [opened(0), ended(5_000, 5_000)],
      'AUTH-EXPIRED',
      /credential has expired/,
      4_200,
    ],
    ['ends long before it expires', [opened(0), ended(5_000, 5_000)], 'ENDED-BY-SERVER', /once/, 300_000],
    [
      'a storm',
      [
        { kind: 'client', at: 0, what: 'refused' },
        { kind: 'storm', at: 1, storm },
      ],
      'RECONNECT-STORM',
      /^The page of http:\/\/localhost:3000 asked for \/ws 5 times, every 0\.3 s, and was refused each time, with the same credential each time\. It neither waits longer nor gives up\./,
    ],
  ])('%s', (_, moments, id, says, expiresAt) => {
    const verdict = judgeWatch({
      moments,
      duration: 30_000,
      ...(expiresAt === undefined ? {} : { expiresAt }),
    });
    expect(verdict?.id).toBe(id);
    expect(verdict?.sentence).toMatch(says);
  });

  test('what was never accepted is for the diagnosis to tell', () => {
    expect(judgeWatch({ moments: [gone(0)], duration: 1_000 })).toBeUndefined();
  });

  test('a token that is outlived is noted, and accused of nothing', () => {
    const verdict = judgeWatch({ moments: [opened(0)], duration: 30_000, expiresAt: 2_000 });
    expect(verdict?.id).toBe('CONNECTED');
    expect(verdict?.notes[0]).toMatch(
      /^The token expired 28 s before the end, and the connection stayed open\./,
    );
  });
});
