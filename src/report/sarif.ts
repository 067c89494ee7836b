import type { CaseResult, Result } from '../result/result.ts';
import { renderSarifLog, type SarifFinding, type SarifRule } from './sarif-log.ts';
import { findingText } from './verify/finding-rows.ts';

export interface SarifReportOptions {
  /** Of Countersign. */
  readonly version?: string;
  /** The checks, for what a code-scanning page says of them. */
  readonly checks?: readonly SarifRule[];
}

/**
 * SARIF 2.1.0 of what failed or warned: the alerts of GitHub code scanning and of editors. What the baseline accepts is
 * there as `unchanged`.
 */
export function renderSarif(result: Result, { version, checks = [] }: SarifReportOptions = {}): string {
  const findings = result.cases.flatMap((one) => findingOf(one, result.baseline !== undefined));
  return renderSarifLog({
    ...(version === undefined ? {} : { version }),
    rules: [...rulesOf(result.cases, checks)],
    findings,
  });
}

function findingOf(one: CaseResult, hasBaseline: boolean): readonly SarifFinding[] {
  const { outcome, at } = one.finding;
  if (outcome !== 'failed' && outcome !== 'warned') return [];
  const level = outcome === 'failed' ? 'error' : 'warning';
  return [
    {
      rule: one.check,
      level: one.known === true ? 'note' : level,
      message: findingText(one),
      at: at ?? one.at,
      key: one.key,
      ...(hasBaseline ? { state: one.known === true ? ('unchanged' as const) : ('new' as const) } : {}),
    },
  ];
}

/** Where nobody says what a check is about, its cases do. */
function* rulesOf(cases: readonly CaseResult[], checks: readonly SarifRule[]): Iterable<SarifRule> {
  yield* checks;
  for (const { check, about, title } of cases) yield { id: check, title: about ?? title };
}
