import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contractOf } from './documents.ts';
import { describeFindings, verifyInMemory } from './verify-in-memory.ts';

const folders = ['clients', 'behaviour'].map((name) => join(import.meta.dirname, '..', name));
const documents = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [name, join(folder, name)] as const),
);
/** Of a credential that nothing issues the mock takes any one. */
const credentials = { chargePoint: 'Q1AtMTpzZWNyZXQ=', key: 'Token good' };

/** The first law, for protocols of other people and for words that no fixture says. */
describe.each(documents)('Closure of %s', (_, path) => {
  test('verify finds nothing broken in the mock', async () => {
    const result = await verifyInMemory(await contractOf(path), [], { credentials });
    expect(describeFindings(result, ['failed', 'warned'])).toEqual([]);
    expect(result.coverage.exercised).toBeGreaterThan(0);
    expect(describeFindings(result, ['skipped'])).toEqual([]);
  });
});
