import type { Clock } from '../dial/transport.ts';
import type { CaseResult, Outcome } from '../result/result.ts';
import type { PlannedCase } from './plan.ts';

/** After so many ms of trying again, no further case is: what fails everywhere is not flaky, and waiting long is no news. */
const BUDGET = 10_000;

/** What shows that a backend can do it. */
const WELL: ReadonlySet<Outcome> = new Set(['passed', 'observed', 'warned']);

export interface RetryOptions {
  readonly planned: readonly PlannedCase[];
  /** Changed in place. */
  readonly results: CaseResult[];
  readonly limit: number;
  readonly clock: Clock;
  /** The results as they would be told now: a consequence of another failure is not tried again. */
  told(): readonly CaseResult[];
  /** It would only wait again. */
  isHopeless?(one: PlannedCase, result: CaseResult): boolean;
  runOne(one: PlannedCase): Promise<CaseResult>;
  isOver(): boolean;
}

/**
 * What failed is tried once more, alone: a bounded number of cases. Where it then goes well it is flaky, which is a
 * warning that tells both, never a pass. Where it fails again in the same way, the second time is told, since nobody
 * else was there; where in another way, the first: the second may be its consequence.
 */
export async function retryFailed(options: RetryOptions): Promise<void> {
  const { planned, results, limit, clock, told, runOne, isOver } = options;
  const began = clock.now();
  const tried = new Set<string>();
  let left = limit;
  while (left > 0 && clock.now() - began < BUDGET && !isOver()) {
    const failed = told().find(({ key, finding }) => finding.outcome === 'failed' && !tried.has(key));
    if (failed === undefined) return;
    tried.add(failed.key);
    const one = planned.find(({ key }) => key === failed.key);
    const first = one === undefined ? undefined : results[one.index];
    if (one === undefined || first === undefined || options.isHopeless?.(one, first) === true) continue;
    left -= 1;
    const again = await runOne(one);
    if (isSame(first, again)) results[one.index] = again;
    else if (WELL.has(again.finding.outcome)) results[one.index] = flaky(first, again);
  }
}

function isSame({ finding: first }: CaseResult, { finding: again }: CaseResult): boolean {
  return again.outcome === 'failed' && again.message === first.message;
}

function flaky(first: CaseResult, again: CaseResult): CaseResult {
  return {
    ...first,
    finding: {
      ...first.finding,
      outcome: 'warned',
      message: `Flaky: it failed, and not when it was tried once more, alone. ${first.finding.message}`,
    },
    again: again.finding,
  };
}
