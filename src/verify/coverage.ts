import type { Contract } from '../contract/contract.ts';
import { promisesOf } from '../contract/promises.ts';
import type { CaseResult, Coverage, PromiseCoverage } from '../result/result.ts';

const EXERCISED = new Set(['passed', 'failed', 'warned']);

/** Each promise of the document: whether a case has shown it kept or broken, and if not, why not. */
export function coverageOf(contract: Contract, cases: readonly CaseResult[]): Coverage {
  const byPromise = new Map<string, CaseResult[]>();
  for (const one of cases)
    for (const id of one.covers) {
      const list = byPromise.get(id);
      if (list === undefined) byPromise.set(id, [one]);
      else list.push(one);
    }
  const promises = promisesOf(contract).map((promise): PromiseCoverage => {
    const about = byPromise.get(promise.id) ?? [];
    const exercised = about.some(({ finding }) => EXERCISED.has(finding.outcome));
    return {
      id: promise.id,
      title: promise.title,
      ...(promise.endpoint === undefined ? {} : { endpoint: promise.endpoint }),
      exercised,
      ...(exercised ? {} : { reason: reasonOf(about) }),
    };
  });
  return {
    promises,
    exercised: promises.filter(({ exercised }) => exercised).length,
    total: promises.length,
  };
}

function reasonOf(about: readonly CaseResult[]): string {
  const told = about.find(({ finding }) => finding.outcome === 'not-observed') ?? about[0];
  if (told === undefined) return 'No check that was chosen is about it.';
  const { message, remedy } = told.finding;
  return remedy === undefined ? message : `${message} ${remedy}${/[.!?]$/.test(remedy) ? '' : '.'}`;
}
