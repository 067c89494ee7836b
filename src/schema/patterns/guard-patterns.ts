import type { Contract } from '../../contract/contract.ts';
import type { ContractSchema, PatternGuard } from '../../contract/schema.ts';
import { guardOf } from './guard-of.ts';
import { patternsOf } from './patterns-of.ts';

/**
 * Notes in the contract which of its patterns must not simply be run on what a peer sends.
 *
 * @note What judges patterns takes 50 ms to import; this file is imported only where a document has some.
 */
export function guardPatterns<C extends Pick<Contract, 'schemas'>>(contract: C): C {
  const known = new Map<string, PatternGuard | undefined>();
  const entries = Object.entries(contract.schemas).map(([id, entry]): [string, ContractSchema] => {
    const guarded: [string, PatternGuard][] = [];
    for (const pattern of patternsOf(entry.schema)) {
      if (!known.has(pattern)) known.set(pattern, guardOf(pattern));
      const guard = known.get(pattern);
      if (guard !== undefined) guarded.push([pattern, guard]);
    }
    return [id, guarded.length === 0 ? entry : { ...entry, guarded: Object.fromEntries(guarded) }];
  });
  return { ...contract, schemas: Object.fromEntries(entries) };
}
