import { describe, expect, test } from 'vitest';
import { contractOf, documents } from './documents.ts';
import { describeFindings, verifyInMemory } from './verify-in-memory.ts';

/** DESIGN §1, first law, with the whole catalogue: whatever is sent to it, the mock keeps its contract and RFC 6455. */
describe.each(documents)('Closure of %s, deep', (_, path) => {
  test('nothing is broken, whatever is sent', { timeout: 120_000 }, async () => {
    const contract = await contractOf(path);
    const result = await verifyInMemory(contract, [], { profile: 'deep' });
    expect(describeFindings(result, ['failed', 'warned'])).toEqual([]);
    expect(
      describeFindings(result, ['skipped']).filter((line) => line.includes('bug in Countersign')),
    ).toEqual([]);
  });
});
