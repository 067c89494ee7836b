import { describe, expect, test } from 'vitest';
import { contractOf, documents } from './documents.ts';
import { describeFindings, verifyInMemory } from './verify-in-memory.ts';

/** DESIGN §1, first law: the mock obeys the rules that the runner demands. */
describe.each(documents)('Closure of %s', (_, path) => {
  test('verify finds nothing broken in the mock, and every promise was exercised or says why not', async () => {
    const contract = await contractOf(path);
    const result = await verifyInMemory(contract);
    expect(describeFindings(result, ['failed', 'warned'])).toEqual([]);
    expect(
      describeFindings(result, ['skipped']).filter((line) => line.includes('bug in Countersign')),
    ).toEqual([]);
    expect(result.coverage.exercised).toBeGreaterThan(0);
    const silent = result.coverage.promises.filter(
      ({ exercised, reason }) => !exercised && (reason ?? '') === '',
    );
    expect(silent).toEqual([]);
  });
});
