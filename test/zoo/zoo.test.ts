import { describe, expect, test } from 'vitest';
import { CAUSES } from '../../src/diagnose/causes.ts';
import { argvOf } from './run-cell.ts';
import { documentsOf, runZoo } from './run-zoo.ts';
import { countsOf, passed, visitLines } from './table.ts';
import { ZOO } from './zoo.ts';

describe('the zoo', () => {
  test('every server diagnosed: nothing is wrong, and nine of ten are right', {
    timeout: 400_000,
  }, async () => {
    await documentsOf(ZOO);
    const visits = await runZoo(ZOO, () => {});
    const wrong =
      visits
        .map(visitLines)
        .join('')
        .match(/^✗.*\n.*\n/gm) ?? [];
    expect(wrong.join('')).toBe('');
    expect(passed(visits), countsOf(visits)).toBe(true);
  });

  test('every cell names a cause that there is, and every server has a name of its own', () => {
    const ids = new Set(['CONNECTED', ...CAUSES.map(({ id }) => id)]);
    const cells = ZOO.flatMap((animal) => animal.cells);
    expect(cells.map(({ cause }) => cause).filter((cause) => !ids.has(cause))).toEqual([]);
    expect(new Set(ZOO.map(({ name }) => name)).size).toBe(ZOO.length);
    expect(cells.flatMap((cell) => argvOf(cell, 0)).filter((word) => word.includes('{port}'))).toEqual([]);
  });
});
