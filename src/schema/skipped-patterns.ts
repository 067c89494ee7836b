import type { Contract } from '../contract/contract.ts';
import type { PatternGuard, SchemaId } from '../contract/schema.ts';

/** A pattern that a validator does not run on every text, and why. */
export interface SkippedPattern {
  readonly schema: SchemaId;
  readonly pattern: string;
  readonly guard: PatternGuard;
}

/** Each pattern once. */
export function skippedPatterns(contract: Pick<Contract, 'schemas'>): readonly SkippedPattern[] {
  const found = new Map<string, SkippedPattern>();
  for (const [schema, { guarded }] of Object.entries(contract.schemas)) {
    for (const [pattern, guard] of Object.entries(guarded ?? {})) {
      if (!found.has(pattern)) found.set(pattern, { schema, pattern, guard });
    }
  }
  return [...found.values()];
}
