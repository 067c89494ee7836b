import { describe, expect, test } from 'vitest';
import { faults } from '../../src/engine/faults/catalogue.ts';
import { contractOf, documents } from './documents.ts';
import { describeFindings, verifyInMemory } from './verify-in-memory.ts';

/** DESIGN §1, second law: what the mock breaks, the runner finds, by the check that the fault declares. */
describe.each(documents)('Kill on %s', (_, path) => {
  test.each(faults.map((fault) => [fault.name, fault] as const))('%s', async (name, fault) => {
    const contract = await contractOf(path);
    const result = await verifyInMemory(contract, [name]);
    const failed = describeFindings(result, ['failed']);
    const expected = fault.breaks(contract);
    if (expected === undefined) expect(failed).toEqual([]);
    else expect(failed.map((line) => line.split(' ')[1]?.split('/')[0])).toContain(expected);
  });
});

test('Every fault breaks a promise of at least one of the five systems', async () => {
  const contracts = await Promise.all(documents.map(([, path]) => contractOf(path)));
  const idle = faults.filter((fault) => contracts.every((contract) => fault.breaks(contract) === undefined));
  expect(idle.map(({ name }) => name)).toEqual([]);
});
