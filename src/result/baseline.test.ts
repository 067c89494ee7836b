import { describe, expect, test } from 'vitest';
import { applyBaseline, type Baseline, parseBaseline, updateBaseline } from './baseline.ts';
import { exitCodeOf } from './exit-code.ts';
import type { CaseResult, Outcome, Result } from './result.ts';

function resultOf(outcomes: Readonly<Record<string, Outcome>>): Result {
  const at = { file: 'a.yaml', pointer: '', line: 1, column: 1 };
  return {
    contract: {
      title: 'A',
      version: '1',
      file: 'a.yaml',
      perspective: { value: 'server', chosenBy: 'auto', score: 1, reasons: [] },
    },
    target: 'ws://a',
    origin: undefined,
    cases: Object.entries(outcomes).map(
      ([key, outcome]): CaseResult => ({
        key,
        check: 'a.b',
        title: key,
        basis: 'document',
        at,
        finding: { outcome, message: `${key} ${outcome}` },
        covers: [],
        duration: 0,
      }),
    ),
    coverage: { promises: [], exercised: 0, total: 0 },
    reached: true,
    duration: 0,
    startedAt: '2026-11-21T00:00:00.000Z',
  };
}

const baseline = (...accepted: (readonly [string, 'failed' | 'warned'])[]): Baseline => ({
  format: 1,
  accepted: accepted.map(([key, outcome]) => ({ key, outcome, message: 'then' })),
});

describe('what a baseline accepts', () => {
  test.each<[string, Outcome, readonly [string, 'failed' | 'warned'], boolean, number]>([
    ['a known failure', 'failed', ['a', 'failed'], true, 0],
    ['a known warning', 'warned', ['a', 'warned'], true, 0],
    ['a failure that is only a warning now', 'warned', ['a', 'failed'], true, 0],
    ['not a warning that has become a failure', 'failed', ['a', 'warned'], false, 1],
    ['not another failure', 'failed', ['b', 'failed'], false, 1],
  ])('%s', (_, outcome, accepted, known, exit) => {
    const result = applyBaseline(resultOf({ a: outcome, c: 'passed' }), baseline(accepted), 'known.json');
    expect(result.cases[0]?.known === true).toBe(known);
    expect(exitCodeOf(result)).toBe(exit);
    expect(result.baseline?.mended).toEqual([]);
  });

  test('with --fail-on warn a known warning breaks nothing, a new one does', () => {
    const known = baseline(['a', 'warned']);
    expect(exitCodeOf(applyBaseline(resultOf({ a: 'warned' }), known, 'f'), 'warn')).toBe(0);
    expect(exitCodeOf(applyBaseline(resultOf({ a: 'warned', b: 'warned' }), known, 'f'), 'warn')).toBe(1);
  });

  test('what is mended is named; what was not judged is not', () => {
    const known = baseline(['a', 'failed'], ['b', 'failed'], ['c', 'failed'], ['d', 'warned']);
    const result = applyBaseline(
      resultOf({ a: 'passed', b: 'skipped', c: 'failed', d: 'observed' }),
      known,
      'f',
    );
    expect(result.baseline).toEqual({ file: 'f', mended: ['a', 'd'] });
  });

  test('a run in which only known things were judged is no run without judgement', () => {
    expect(exitCodeOf(applyBaseline(resultOf({ a: 'failed' }), baseline(['a', 'failed']), 'f'))).toBe(0);
  });
});

test('an update takes what was judged from the result, and keeps the rest, in the order of keys', () => {
  const before = baseline(['z', 'failed'], ['b', 'failed'], ['a', 'warned']);
  const result = resultOf({ b: 'passed', d: 'warned', c: 'failed', a: 'skipped' });
  expect(updateBaseline(result, before).accepted).toEqual([
    { key: 'a', outcome: 'warned', message: 'then' },
    { key: 'c', outcome: 'failed', message: 'c failed' },
    { key: 'd', outcome: 'warned', message: 'd warned' },
    { key: 'z', outcome: 'failed', message: 'then' },
  ]);
  expect(updateBaseline(result, undefined).accepted.map(({ key }) => key)).toEqual(['c', 'd']);
});

describe('a baseline file', () => {
  test('is read as it was written', () => {
    const written = updateBaseline(resultOf({ a: 'failed' }), undefined);
    expect(parseBaseline(JSON.stringify(written))).toEqual(written);
  });

  test.each([
    ['{', /^It is no JSON: /],
    ['[]', 'It has no "format": 1.'],
    ['{"format":2}', 'It has no "format": 1.'],
    ['{"format":1}', 'It has no list "accepted".'],
    [
      '{"format":1,"accepted":[{"key":"a","outcome":"passed","message":""}]}',
      '/accepted/0 needs a key, an outcome (failed or warned) and a message.',
    ],
  ])('%s is none', (text, why) => {
    expect(parseBaseline(text)).toEqual(typeof why === 'string' ? why : expect.stringMatching(why));
  });
});

describe('the exit code', () => {
  const held = resultOf({ a: 'passed' });
  test.each<[string, Result, number]>([
    [
      'less coverage than asked for',
      { ...held, coverage: { promises: [], exercised: 79, total: 100, least: 80 } },
      1,
    ],
    [
      'as much as asked for',
      { ...held, coverage: { promises: [], exercised: 80, total: 100, least: 80 } },
      0,
    ],
    ['nothing promised', { ...held, coverage: { promises: [], exercised: 0, total: 0, least: 80 } }, 0],
    ['not finished in its time', { ...held, interrupted: true, timedOut: 5 }, 2],
    [
      'not finished, and something broken',
      { ...resultOf({ a: 'failed' }), interrupted: true, timedOut: 5 },
      1,
    ],
  ])('%s', (_, result, exit) => {
    expect(exitCodeOf(result)).toBe(exit);
  });
});
