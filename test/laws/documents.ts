import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../src/contract/contract.ts';
import { loadContract } from '../../src/load/load-contract.ts';

const root = join(import.meta.dirname, '../..');

/** The documents of the five systems, by name. */
export const documents: readonly (readonly [name: string, path: string])[] = [
  ['market-feed', join(root, 'asyncapi.yaml')],
  ...readdirSync(join(root, 'fixtures'))
    .filter((name) => name !== 'market-feed')
    .map((name) => [name, join(root, 'fixtures', name, 'asyncapi.yaml')] as const),
];

export async function contractOf(path: string): Promise<Contract> {
  return (await loadContract(path)).contract;
}
