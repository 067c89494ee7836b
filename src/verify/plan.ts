import type { Check, CheckCase, CheckContext } from '../checks/check.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';

/** A case, and the check that it belongs to. */
export interface PlannedCase {
  readonly key: string;
  readonly check: Check;
  readonly case: CheckCase;
  /** Position in the report. */
  readonly index: number;
}

/** What the checks plan, without what was not chosen. */
export function planCases(
  checks: readonly Check[],
  context: CheckContext,
  only: readonly string[],
  skip: readonly string[],
): readonly PlannedCase[] {
  const all = checks.flatMap((check) =>
    check.plan(context).map((one) => ({ key: `${check.id}/${one.name}`, check, case: one })),
  );
  const known = new Set([
    ...checks.flatMap(({ id, area }) => [id, area, id.split('.')[0] ?? id]),
    ...context.contract.endpoints.map(({ id }) => id),
    ...context.contract.companions.map(({ id }) => id),
    ...context.contract.scenarios.map(({ name }) => name),
    ...all.map(({ key }) => key),
  ]);
  for (const name of [...only, ...skip]) {
    if (known.has(name)) continue;
    throw new CountersignError(
      'cli.bad-value',
      `"${name}" is no check, area, endpoint, companion or scenario.${didYouMean(name, known)}`,
      {
        fix: `Choose among ${[...new Set(checks.map(({ id }) => id))].join(', ')}; or an endpoint of the document.`,
      },
    );
  }
  return all
    .filter((planned) => only.length === 0 || only.some((name) => isMeant(planned, name)))
    .filter((planned) => !skip.some((name) => isMeant(planned, name)))
    .map((planned, index) => ({ ...planned, index }));
}

function isMeant({ key, check, case: one }: Omit<PlannedCase, 'index'>, name: string): boolean {
  return (
    name === key ||
    name === check.id ||
    name === check.area ||
    check.id.startsWith(`${name}.`) ||
    name === one.endpoint ||
    name === one.companion ||
    (check.area === 'scenario' && name === one.name)
  );
}
