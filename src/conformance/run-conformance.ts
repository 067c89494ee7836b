import type { ConformanceAdapter, FakeTimers } from './adapter.ts';
import { CASES } from './cases.ts';
import { reasonToSkip, runCase } from './run-case.ts';

export interface ConformanceResult {
  readonly adapter: string;
  readonly id: string;
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed, or was skipped. */
  readonly reason?: string;
}

/** Runs all cases, one after the other; without any test runner, in a page too. Never rejects. */
export async function runConformance(
  adapter: ConformanceAdapter,
  timers?: FakeTimers,
): Promise<readonly ConformanceResult[]> {
  const results: ConformanceResult[] = [];
  for (const one of CASES) {
    const head = { adapter: adapter.name, id: one.id, title: one.title };
    const skipped = reasonToSkip(adapter, one, timers);
    if (skipped !== undefined) {
      results.push({ ...head, outcome: 'skipped', reason: skipped });
      continue;
    }
    try {
      await runCase(adapter, one, timers);
      results.push({ ...head, outcome: 'passed' });
    } catch (error) {
      results.push({
        ...head,
        outcome: 'failed',
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return results;
}
