import type { Check, CheckCase, CheckContext } from '../checks/check.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import type { VerifyOptions } from './verify-options.ts';

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
  {
    only = [],
    skip = [],
    profile = 'default',
    states = {},
  }: Pick<VerifyOptions, 'only' | 'skip' | 'profile' | 'states'>,
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
  for (const name of [...only, ...skip, ...Object.keys(states)]) {
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
    .map((planned, index) => ({
      ...planned,
      ...(profile === 'safe' && planned.check.sendsInvalid === true ? { case: unsafe(planned.case) } : {}),
      index,
    }));
}

function unsafe(one: CheckCase): CheckCase {
  if (one.script === undefined) return one;
  return {
    ...one,
    script: undefined,
    unrun: {
      outcome: 'skipped',
      message: 'Not tried: --profile safe sends nothing that the document does not allow.',
      remedy: 'Leave the profile away.',
    },
  };
}

/** Is `name` one of those that `--only` knows a case by? */
export function isMeant({ key, check, case: one }: Omit<PlannedCase, 'index'>, name: string): boolean {
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
