import type { EndpointId } from '../contract/endpoint.ts';
import type { CaseResult } from '../result/result.ts';
import type { OpenRun } from './open-run.ts';
import { isMeant, type PlannedCase } from './plan.ts';
import { runCase } from './run-case.ts';
import { runPool } from './run-pool.ts';
import type { Unreached, VerifyOptions } from './verify-options.ts';

/** These take long: they begin first, so that the others go on beside them. */
const SLOW_AREAS = new Set(['stream', 'connection', 'scenario']);

/** In parallel what disturbs nobody, then one by one what wants to be alone, then what may do harm. */
export async function runAll(
  run: OpenRun,
  { concurrency = 8, onEvent, states = {} }: Pick<VerifyOptions, 'concurrency' | 'onEvent' | 'states'>,
): Promise<CaseResult[]> {
  const { planned } = run;
  const results: CaseResult[] = [];
  const silent = new Set<EndpointId>();
  let done = 0;
  const perform = async (one: PlannedCase): Promise<void> => {
    onEvent?.({ type: 'case-started', key: one.key, title: one.case.title });
    const isSilent = one.case.endpoint !== undefined && silent.has(one.case.endpoint);
    const result = await runCase(one, isSilent ? { ...run, unreached: SILENT } : run);
    results[one.index] = result;
    if (gotNoAnswer(result)) silent.add(result.endpoint);
    done += 1;
    onEvent?.({ type: 'case-finished', result, done, total: planned.length });
  };
  // A state of the backend is one for all: who needs one is alone with it.
  const hasState = (one: PlannedCase): boolean => Object.keys(states).some((name) => isMeant(one, name));
  const alone = planned.filter((one) => isAlone(one) || hasState(one));
  const others = planned.filter((one) => !alone.includes(one));
  const harmless = others.filter(({ check }) => check.disturbs !== true);
  const isKnock = ({ check }: PlannedCase): boolean => check.area === 'handshake';
  const isSlow = ({ check }: PlannedCase): boolean => SLOW_AREAS.has(check.area);
  const inOrder = [
    ...harmless.filter(isKnock),
    ...harmless.filter(isSlow),
    ...harmless.filter((one) => !isKnock(one) && !isSlow(one)),
  ];
  await runPool(inOrder, concurrency, perform);
  await runPool(alone, 1, perform);
  await runPool(
    others.filter(({ check }) => check.disturbs === true),
    concurrency,
    perform,
  );
  return results;
}

/** It must have the backend for itself. */
export function isAlone({ check, case: one }: PlannedCase): boolean {
  return check.serial === true || one.serial === true;
}

/** Where a good handshake gets no answer at all, every other would only wait as long again. */
const SILENT: Unreached = {
  cause: 'a good handshake gets no answer here.',
  remedy: 'See handshake.accept.',
};

function gotNoAnswer(result: CaseResult): result is CaseResult & { readonly endpoint: EndpointId } {
  const outcome = result.transcript?.connections.a?.handshake.outcome;
  return (
    result.check === 'handshake.accept' &&
    result.endpoint !== undefined &&
    outcome?.kind === 'failed' &&
    outcome.code === 'TIMEOUT'
  );
}
