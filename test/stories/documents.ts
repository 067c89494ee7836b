import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Contract } from '../../src/contract/contract.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import { ROOT } from '../architecture/source-file.ts';
import type { VerifyRun } from './variant.ts';

/** Where the document of a system is, seen from the root of the repository. */
export function documentOf(system: string): string {
  return system === 'market-feed' ? 'asyncapi.yaml' : `fixtures/${system}/asyncapi.yaml`;
}

const compiled = new Map<string, Promise<Contract>>();

/** The contract of a system, with what its document says otherwise in this run. Compiled once: that holds up whoever waits. */
export function contractOf(system: string, changes: VerifyRun['document'] = []): Promise<Contract> {
  const key = JSON.stringify([system, changes]);
  const known = compiled.get(key) ?? compile(system, changes);
  compiled.set(key, known);
  return known;
}

async function compile(system: string, changes: NonNullable<VerifyRun['document']>): Promise<Contract> {
  const path = join(ROOT, documentOf(system));
  if (changes.length === 0) return (await loadContract(path, { validate: false })).contract;
  const document = parseDocument(await readFile(path, 'utf8'));
  for (const [keys, value] of changes) {
    if (!document.hasIn(keys)) throw new Error(`${path} has no ${keys.join('.')}.`);
    document.setIn(keys, value);
  }
  const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
  try {
    const changed = join(folder, 'asyncapi.yaml');
    await writeFile(changed, document.toString());
    return (await loadContract(changed, { validate: false })).contract;
  } finally {
    await rm(folder, { recursive: true });
  }
}
