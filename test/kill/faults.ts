import type { Contract } from '../../src/contract/contract.ts';
import { FAULT_KINDS, faultNamed } from '../../src/engine/faults/catalogue.ts';
import type { Result } from '../../src/result/result.ts';
import { verifyInMemory } from '../laws/verify-in-memory.ts';

/** What became of one fault on one document. */
export interface Shot {
  readonly fault: string;
  /** The check that must find it; absent: this document promises nothing that it breaks. */
  readonly expected?: string;
  /** Checks that failed or warned. */
  readonly found: readonly string[];
  /** `outcome key: message` of what failed, where the fault declares nothing. */
  readonly undeclared: readonly string[];
}

/** Each fault as it is by default, and as people write it. */
export function faultNames(): readonly string[] {
  return [...new Set(FAULT_KINDS.flatMap(({ name, examples = [] }) => [name, ...examples]))];
}

/**
 * The mock commits it, in memory, on one virtual clock for both; `verify` must find it: with the default profile, else
 * with the whole catalogue.
 */
export async function shoot(contract: Contract, fault: string): Promise<Shot> {
  const expected = faultNamed(fault, contract).breaks(contract);
  const result = await verifyInMemory(contract, [fault]);
  if (expected === undefined)
    return { fault, found: [], undeclared: alarms(result, ['failed']).map(sentence) };
  const found = checksOf(result);
  if (found.includes(expected)) return { fault, expected, found, undeclared: [] };
  const deep = checksOf(await verifyInMemory(contract, [fault], { profile: 'deep' }));
  return { fault, expected, found: [...new Set([...found, ...deep])], undeclared: [] };
}

function checksOf(result: Result): readonly string[] {
  return [...new Set(alarms(result, ['failed', 'warned']).map(({ check }) => check))];
}

export function alarms(result: Result, outcomes: readonly string[]): Result['cases'] {
  return result.cases.filter(({ finding }) => outcomes.includes(finding.outcome));
}

export function sentence({ key, finding }: Result['cases'][number]): string {
  return `${finding.outcome} ${key}: ${finding.message}`;
}
