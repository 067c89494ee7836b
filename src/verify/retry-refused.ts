import { HANDSHAKE_REMEDY } from '../checks/handshake-gate.ts';
import { ACCEPTED } from '../checks/refusal.ts';
import type { CaseResult } from '../result/result.ts';
import type { PlannedCase } from './plan.ts';

/** How many cases that could not begin are tried once more. */
const RETRIES = 20;

/**
 * A handshake that is refused in one case and accepted in another: tried once more, alone, and if it is refused
 * again, that is a finding of its own: `handshake.accept` does not tell it.
 */
export async function retryRefused(
  planned: readonly PlannedCase[],
  results: CaseResult[],
  runOne: (one: PlannedCase) => Promise<CaseResult>,
): Promise<void> {
  const accepted = new Set(
    results
      .filter(
        ({ check, finding }) =>
          check === 'handshake.accept' && finding.outcome !== 'failed' && finding.outcome !== 'skipped',
      )
      .map(({ endpoint }) => endpoint),
  );
  // Too many at once (503): that says something about the runner's own connections, and nothing about the case.
  const crowded = planned.filter((one) => {
    const result = results[one.index];
    return (
      result !== undefined &&
      (result.finding.outcome === 'warned' || result.finding.outcome === 'failed') &&
      result.endpoint !== undefined &&
      accepted.has(result.endpoint) &&
      wasUnavailable(result)
    );
  });
  for (const one of crowded.slice(0, RETRIES)) results[one.index] = await runOne(one);
  const refused = planned.filter((one) => {
    const result = results[one.index];
    return (
      result?.finding.remedy === HANDSHAKE_REMEDY &&
      result.endpoint !== undefined &&
      accepted.has(result.endpoint)
    );
  });
  for (const one of refused.slice(0, RETRIES)) {
    const again = await runOne(one);
    const still = again.finding.remedy === HANDSHAKE_REMEDY;
    results[one.index] = !still
      ? again
      : {
          ...again,
          finding: {
            ...again.finding,
            outcome: 'failed',
            message: `${again.finding.message.replace(/^Not tried: t/, 'T').replace(/\.$/, '')}, twice, though another good handshake was accepted.`,
            expected: ACCEPTED,
            rule: 'RFC 6455 §4.2.2',
          },
        };
  }
}

function wasUnavailable({ transcript }: CaseResult): boolean {
  return Object.values(transcript?.connections ?? {}).some(
    ({ handshake: { outcome } }) => outcome.kind === 'refused' && outcome.status === 503,
  );
}
