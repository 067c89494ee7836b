import type { CaseResult } from '../result/result.ts';
import type { OpenRun } from './open-run.ts';
import { isMeant, type PlannedCase } from './plan.ts';
import { runCase } from './run-case.ts';
import { runPool } from './run-pool.ts';
import { createVainWaits, type VainWaits } from './vain-waits.ts';
import type { VerifyOptions } from './verify-options.ts';

/** These take long: they begin first, so that the others go on beside them. */
const SLOW_AREAS = new Set(['stream', 'connection', 'scenario']);

/** Conversations at once, where nobody says otherwise: few enough for a small staging server. */
export const CONCURRENCY = 16;

/** In parallel what disturbs nobody, then one by one what wants to be alone, then what may do harm. */
export async function runAll(
  run: OpenRun,
  {
    concurrency = CONCURRENCY,
    onEvent,
    states = {},
  }: Pick<VerifyOptions, 'concurrency' | 'onEvent' | 'states'>,
  waits: VainWaits = createVainWaits(),
  /** Cases of the whole run. */
  total: number = run.planned.length,
): Promise<CaseResult[]> {
  const { planned } = run;
  const results: CaseResult[] = [];
  let done = 0;
  const perform = async (one: PlannedCase): Promise<void> => {
    onEvent?.({ type: 'case-started', key: one.key, title: one.case.title });
    const unreached = run.unreached ?? waits.reasonToSkip(one);
    const result = await runCase(one, { ...run, unreached });
    results[one.index] = result;
    waits.note(one, result);
    done += 1;
    onEvent?.({ type: 'case-finished', result, done, total });
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
