import { formatReplayId } from '../checks/replay.ts';
import type { Clock } from '../dial/transport.ts';
import type { CaseResult } from '../result/result.ts';
import type { PlannedCase } from './plan.ts';

/** Most smaller cases that are tried for one that failed, and ms for all of a run. */
const ATTEMPTS = 40;
const BUDGET = 10_000;

export interface ShrinkOptions {
  readonly planned: readonly PlannedCase[];
  /** Changed in place. */
  readonly results: CaseResult[];
  readonly seed: number;
  /** How the case that is replayed was made smaller already. */
  readonly path?: readonly number[];
  readonly clock: Clock;
  runOne(one: PlannedCase): Promise<CaseResult>;
  isOver(): boolean;
}

/**
 * What failed on a payload that was made up is tried with smaller ones, alone, until none of them fails: the smallest
 * is told, with the id that makes it up again (`--replay`).
 */
export async function shrinkFailed(options: ShrinkOptions): Promise<void> {
  const { planned, results, seed, clock, isOver } = options;
  const until = clock.now() + BUDGET;
  for (const one of planned) {
    const result = results[one.index];
    if (result?.finding.outcome !== 'failed' || one.case.generated !== true) continue;
    const { smallest, path } =
      isOver() || clock.now() >= until
        ? { smallest: result, path: options.path ?? [] }
        : await shrink(one, result, until, options);
    results[one.index] = { ...smallest, replay: formatReplayId({ key: one.key, seed, path }) };
  }
}

async function shrink(
  one: PlannedCase,
  failed: CaseResult,
  until: number,
  { clock, path: known = [], runOne, isOver }: ShrinkOptions,
): Promise<{ readonly smallest: CaseResult; readonly path: readonly number[] }> {
  let at = one.case;
  let smallest = failed;
  let attempts = 0;
  const path = [...known];
  search: while (attempts < ATTEMPTS) {
    for (const [index, smaller] of (at.shrink?.() ?? []).entries()) {
      if (attempts >= ATTEMPTS || clock.now() >= until || isOver()) break search;
      attempts += 1;
      const result = await runOne({ ...one, case: smaller });
      if (result.finding.outcome !== 'failed') continue;
      at = smaller;
      smallest = result;
      path.push(index);
      continue search;
    }
    break;
  }
  return { smallest, path };
}
