import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { FAULT_KINDS, faultNamed } from '../../src/engine/faults/catalogue.ts';
import { chatContract } from '../support/chat-contract.ts';
import { contractOf, documents } from './documents.ts';
import { describeFindings, verifyInMemory } from './verify-in-memory.ts';

const names = FAULT_KINDS.map(({ name }) => name);
/** The five systems, and one whose replies carry an id: none of the five has such. */
const systems = [
  ...(await Promise.all(documents.map(async ([name, path]) => [name, await contractOf(path)] as const))),
  ['a chat with ids', withIds(chatContract())] as const,
];

/** What is copied from the request, as a Correlation ID Object of the document would say it. */
function withIds(contract: Contract): Contract {
  const text = JSON.stringify(contract).replaceAll('"basis":"extension"', '"basis":"document"');
  return JSON.parse(text) as Contract;
}

/** The checks that speak: a breach of RFC 6455 warns, and fails under `--profile protocol`. */
async function checksThatFind(contract: Contract, fault: string): Promise<readonly (string | undefined)[]> {
  const result = await verifyInMemory(contract, [fault]);
  return describeFindings(result, ['failed', 'warned']).map((line) => line.split(' ')[1]?.split('/')[0]);
}

/** DESIGN §1, second law: what the mock breaks, the runner finds, by the check that the fault declares. */
describe.each(systems)('Kill on %s', (_, contract) => {
  const breaking = (name: string): boolean => faultNamed(name).breaks(contract) !== undefined;
  const examples = FAULT_KINDS.flatMap((kind) => kind.examples ?? []).filter((name) => !names.includes(name));

  test.each([...names, ...examples].filter(breaking))('%s is found', async (name) => {
    expect(await checksThatFind(contract, name)).toContain(faultNamed(name).breaks(contract));
  });

  test.each(names.filter((name) => !breaking(name)))(
    '%s breaks nothing, and nothing is found',
    async (name) => {
      expect(describeFindings(await verifyInMemory(contract, [name]), ['failed'])).toEqual([]);
    },
  );
});

test('Every fault, as it is by default or as people write it, breaks a promise of one of them', () => {
  const idle = FAULT_KINDS.filter(({ name, examples = [] }) =>
    [name, ...examples].every((written) =>
      systems.every(([, contract]) => faultNamed(written).breaks(contract) === undefined),
    ),
  );
  expect(idle.map(({ name }) => name)).toEqual([]);
});
