import { describe, expect, test } from 'vitest';
import type { Found, Red } from './found.ts';
import { type Expected, judge } from './judge.ts';

const variant: Expected = {
  run: { how: 'verify' },
  red: ['origin.foreign/voice'],
  says: /was accepted/,
  knocks: [{ verdict: 'ORIGIN-UNCHECKED' }],
};
const red: Red = { key: 'origin.foreign/voice/1', text: 'A foreign Origin was accepted.' };
const found: Found = { red: [red], report: '{}', exit: 1 };

describe('a row', () => {
  test.each<[string, Partial<Expected>, Partial<Found>, readonly string[]]>([
    ['is right', {}, {}, []],
    ['misses the fault', {}, { red: [], exit: 0 }, ['not red: origin.foreign/voice', 'exit 0, not 1']],
    [
      'is red elsewhere too',
      {},
      { red: [red, { key: 'origin.foreign/voices', text: 'Oh.' }] },
      ['also red: origin.foreign/voices: Oh.'],
    ],
    [
      'does not name it',
      { says: /refused/ },
      {},
      ['origin.foreign/voice says "A foreign Origin was accepted.", not /refused/'],
    ],
    [
      'is not green',
      { red: [] },
      {},
      ['also red: origin.foreign/voice/1: A foreign Origin was accepted.', 'exit 1, not 0'],
    ],
    [
      'was not reached',
      { red: ['unreached'] },
      { red: [{ key: 'unreached', text: 'was accepted' }], exit: 3 },
      [],
    ],
    [
      'is explained by another cause',
      {},
      { verdicts: ['NO-ROUTE', 'ORIGIN-UNCHECKED'] },
      ['a failed handshake is explained by NO-ROUTE, not ORIGIN-UNCHECKED'],
    ],
    [
      'tells a password',
      {},
      { report: '{"body":"password=test123"}' },
      ['a secret stands in the report: test123…'],
    ],
    [
      'tells a token',
      {},
      { report: '?token=eyJhbGciOiJI.eyJzdWIi.c2ln' },
      ['a secret stands in the report: eyJhbGci…'],
    ],
  ])('%s', (_, change, other, wrong) => {
    expect(judge({ ...variant, ...change }, { ...found, ...other })).toEqual(wrong);
  });
});
