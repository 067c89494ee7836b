import type { CaseResult } from '../result/result.ts';
import type { PlannedCase } from './plan.ts';

const JUDGED = new Set(['passed', 'failed', 'warned']);

/**
 * One cause is told once: a failure that another check explains (`Check.follows`) becomes a skipped case that names
 * it. A run with a failure stays one: what is folded always points to a failure that is not.
 */
export function foldConsequences(
  planned: readonly PlannedCase[],
  results: readonly CaseResult[],
): readonly CaseResult[] {
  return results.map((result, i) => {
    const one = planned[i];
    const cause =
      result.finding.outcome === 'failed' && one !== undefined ? causeOf(one, results) : undefined;
    if (cause === undefined) return result;
    return {
      ...result,
      finding: {
        ...result.finding,
        outcome: 'skipped' as const,
        message: `Not kept either, as ${cause.check} explains.`,
        remedy: `Mend that first: ${cause.key}`,
      },
    };
  });
}

function causeOf(one: PlannedCase, results: readonly CaseResult[]): CaseResult | undefined {
  for (const { check, all } of one.check.follows ?? []) {
    const about = results.filter(
      (result) => result.check === check && JUDGED.has(result.finding.outcome) && isSamePlace(one, result),
    );
    const failed = about.filter(({ finding }) => finding.outcome === 'failed');
    if (failed.length > 0 && (all !== true || failed.length === about.length)) return failed[0];
  }
  return undefined;
}

/** The same endpoint, the same companion, or a companion that the case asks. */
function isSamePlace({ case: one }: PlannedCase, { endpoint, companion }: CaseResult): boolean {
  if (endpoint !== undefined) return one.endpoint === endpoint;
  if (companion === undefined) return false;
  return (
    one.companion === companion ||
    one.script?.steps.some((step) => step.do === 'request' && step.companion === companion) === true
  );
}
