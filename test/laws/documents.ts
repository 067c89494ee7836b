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

const loaded = new Map<string, Promise<Contract>>();

/** Loaded once: a law looks at a document many times. */
export function contractOf(path: string): Promise<Contract> {
  const known = loaded.get(path) ?? loadContract(path).then(({ contract }) => contract);
  loaded.set(path, known);
  return known;
}
