import type { Contract } from '../contract/contract.ts';
import { endpointOf } from '../contract/queries.ts';
import type { CaseResult, Outcome } from '../result/result.ts';
import type { PlannedCase } from './plan.ts';

const JUDGED = new Set(['passed', 'failed', 'warned']);
/** Checks in which a refusal is what is wanted. */
const REFUSING = new Set(['handshake', 'origin', 'credentials']);

/**
 * Where a good handshake is refused as well, a refusal proves nothing: what passed, or was observed, because of it was
 * not tried.
 */
export function withoutHollow(
  planned: readonly PlannedCase[],
  results: readonly CaseResult[],
): readonly CaseResult[] {
  const closed = closedEndpoints(results, ['failed', 'not-observed']);
  return results.map((result, i) => {
    const { endpoint, finding, check } = result;
    const area = planned[i]?.check.area;
    const hollow =
      (finding.outcome === 'passed' || finding.outcome === 'observed') &&
      check !== 'handshake.accept' &&
      endpoint !== undefined &&
      closed.has(endpoint) &&
      area !== undefined &&
      REFUSING.has(area);
    if (!hollow) return result;
    const { promise: _, ...rest } = finding;
    return {
      ...result,
      finding: {
        ...rest,
        outcome: 'skipped' as const,
        message: 'It proves nothing: a good handshake is refused here as well.',
        remedy: 'See handshake.accept.',
      },
    };
  });
}

/**
 * One cause is told once: a failure that another check explains (`Check.follows`, or a good handshake that is
 * refused) becomes a skipped case that names it; so does what says word for word what such a check has said. A run with a failure stays one: what is folded always points to a
 * failure that is not.
 */
export function foldConsequences(
  contract: Contract,
  planned: readonly PlannedCase[],
  results: readonly CaseResult[],
): readonly CaseResult[] {
  return results.map((result, i) => {
    const one = planned[i];
    const { outcome } = result.finding;
    const cause =
      one === undefined || (outcome !== 'failed' && outcome !== 'warned')
        ? undefined
        : (sameBreach(contract, one, result, results) ??
          (outcome === 'failed' ? causeOf(contract, one, results) : undefined));
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

/** A failure of a check that `one` follows, which says the same: a reply that lacks a field lacks it in fragments, too. */
function sameBreach(
  contract: Contract,
  one: PlannedCase,
  { finding }: CaseResult,
  results: readonly CaseResult[],
): CaseResult | undefined {
  const followed = new Set(one.check.follows?.map(({ check }) => check));
  if (followed.size === 0) return undefined;
  return results.find(
    (result) =>
      followed.has(result.check) &&
      result.finding.outcome === 'failed' &&
      finding.message.endsWith(result.finding.message) &&
      isSamePlace(contract, one, result),
  );
}

function causeOf(
  contract: Contract,
  one: PlannedCase,
  results: readonly CaseResult[],
): CaseResult | undefined {
  if (one.check.id === 'handshake.accept') return undefined;
  const closed = closedEndpoints(results);
  const { endpoint, server } = one.case;
  if (endpoint !== undefined && closed.has(endpoint)) return closed.get(endpoint);
  if (server !== undefined) {
    const there = contract.endpoints.filter((each) => each.server === server && each.absent === undefined);
    const [first] = there;
    if (first !== undefined && there.every(({ id }) => closed.has(id))) return closed.get(first.id);
  }
  for (const { check, all } of one.check.follows ?? []) {
    const about = results.filter(
      (result) =>
        result.check === check && JUDGED.has(result.finding.outcome) && isSamePlace(contract, one, result),
    );
    const failed = about.filter(({ finding }) => finding.outcome === 'failed');
    if (failed.length > 0 && (all !== true || failed.length === about.length)) return failed[0];
  }
  return undefined;
}

/** Endpoints that let nobody in, each with the case that says so. */
function closedEndpoints(
  results: readonly CaseResult[],
  outcomes: readonly Outcome[] = ['failed'],
): ReadonlyMap<string, CaseResult> {
  const closed = new Map<string, CaseResult>();
  for (const result of results) {
    const { check, endpoint, finding, transcript } = result;
    if (check !== 'handshake.accept' || endpoint === undefined || !outcomes.includes(finding.outcome))
      continue;
    const record = transcript?.connections.a;
    const wasOpen = record?.handshake.outcome.kind === 'accepted' && record.close?.by !== 'server';
    if (!wasOpen && !closed.has(endpoint)) closed.set(endpoint, result);
  }
  for (const { check, endpoint, finding } of results)
    if (check === 'handshake.accept' && endpoint !== undefined && finding.outcome === 'passed')
      closed.delete(endpoint);
  return closed;
}

/** The same endpoint, the same companion, a companion that the case asks, or the server of the endpoint. */
function isSamePlace(
  contract: Contract,
  { case: one }: PlannedCase,
  { endpoint, companion }: CaseResult,
): boolean {
  if (endpoint !== undefined)
    return (
      one.endpoint === endpoint ||
      (one.server !== undefined && endpointOf(contract, endpoint)?.server === one.server)
    );
  if (companion === undefined) return false;
  return (
    one.companion === companion ||
    one.script?.steps.some((step) => step.do === 'request' && step.companion === companion) === true
  );
}
