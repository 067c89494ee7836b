import type { Check, CheckCase, CheckContext } from '../checks/check.ts';
import { PROFILE_PHASES } from '../checks/phase.ts';
import { phaseOf } from '../checks/phase-of.ts';
import { parseReplayId, shrunkCase } from '../checks/replay.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import type { VerifyOptions } from './verify-options.ts';

/** A case, and the check that it belongs to. */
export interface PlannedCase {
  readonly key: string;
  readonly check: Check;
  readonly case: CheckCase;
  /** Of its endpoint or companion. */
  readonly tags?: readonly string[];
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
    phases,
    replay,
    states = {},
  }: Pick<VerifyOptions, 'only' | 'skip' | 'profile' | 'phases' | 'replay' | 'states'>,
): readonly PlannedCase[] {
  if (replay !== undefined) return [replayed(checks, context, replay)];
  const chosen = new Set(phases ?? PROFILE_PHASES[profile]);
  // Who names a check means it, whatever the profile.
  const isNamed = ({ id }: Check): boolean => only.some((name) => name === id || name.startsWith(`${id}/`));
  const all = checks
    .filter((check) => chosen.has(phaseOf(check)) || isNamed(check))
    .flatMap((check) =>
      check
        .plan(context)
        .filter((one) => chosen.has(phaseOf(check, one)) || isNamed(check))
        .map((one) => ({ key: `${check.id}/${one.name}`, check, case: one })),
    );
  const { endpoints, companions } = context.contract;
  const tags = new Map([...endpoints, ...companions].map(({ id, tags: own = [] }) => [id, own]));
  const known = new Set([
    ...checks.flatMap(({ id, area }) => [id, area, id.split('.')[0] ?? id]),
    ...[...tags].flatMap(([id, own]) => [id, ...own]),
    ...context.contract.scenarios.map(({ name }) => name),
    ...all.map(({ key }) => key),
  ]);
  for (const name of [...only, ...skip, ...Object.keys(states)]) {
    if (known.has(name)) continue;
    throw new CountersignError(
      'cli.bad-value',
      `"${name}" is no check, area, endpoint, companion, tag or scenario.${didYouMean(name, known)}`,
      {
        fix: `Choose among ${[...new Set(checks.map(({ id }) => id))].join(', ')}; or an endpoint of the document.`,
      },
    );
  }
  return all
    .map((planned) => ({
      ...planned,
      tags: tags.get(planned.case.endpoint ?? planned.case.companion ?? '') ?? [],
    }))
    .filter((planned) => only.length === 0 || only.some((name) => isMeant(planned, name)))
    .filter((planned) => !skip.some((name) => isMeant(planned, name)))
    .toSorted((a, b) => Number(a.check.last === true) - Number(b.check.last === true))
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

/** The seed of the run: that of the case that is made up again, else the one that was given. Default 1. */
export function seedOf({ seed = 1, replay }: Pick<VerifyOptions, 'seed' | 'replay'>): number {
  return (replay === undefined ? undefined : parseReplayId(replay)?.seed) ?? seed;
}

/** The one case that a replay is about. @throws CountersignError `cli.bad-value` where there is none of that name. */
function replayed(checks: readonly Check[], context: CheckContext, text: string): PlannedCase {
  const id = parseReplayId(text);
  const key = id?.key ?? text;
  const check = checks.find((one) => key.startsWith(`${one.id}/`));
  const planned = check?.plan(context).find(({ name }) => `${check.id}/${name}` === key);
  const one = planned === undefined ? undefined : shrunkCase(planned, id?.path);
  if (check === undefined || one === undefined)
    throw new CountersignError('cli.bad-value', `"${text}" is no case of this document.`, {
      fix: 'Give --replay what the report of a failed case names, with the same document.',
    });
  return { key, check, case: one, index: 0 };
}

/** Is `name` one of those that `--only` knows a case by? */
export function isMeant(
  { key, check, case: one, tags = [] }: Omit<PlannedCase, 'index'>,
  name: string,
): boolean {
  return (
    name === key ||
    name === check.id ||
    name === check.area ||
    check.id.startsWith(`${name}.`) ||
    name === one.endpoint ||
    name === one.companion ||
    tags.includes(name) ||
    (check.area === 'scenario' && name === one.name)
  );
}
