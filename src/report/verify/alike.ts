import type { CaseResult } from '../../result/result.ts';

/** Cases of one check and place that break the same rule in the same words: they are told once. In the order of the first of each. */
export function alike(cases: readonly CaseResult[]): readonly (readonly [CaseResult, ...CaseResult[]])[] {
  const groups = new Map<string, [CaseResult, ...CaseResult[]]>();
  for (const one of cases) {
    const { outcome, message, rule = '' } = one.finding;
    const key = JSON.stringify([one.check, one.endpoint, one.known === true, outcome, message, rule]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}
