import type { CaseResult, Outcome } from '../../result/result.ts';
import { span } from '../layout/span.ts';
import type { Style } from '../style.ts';
import { alike } from './alike.ts';
import { findingBlock, indented, marked, promiseLines } from './finding-lines.ts';
import { OUTCOMES } from './outcomes.ts';
import type { PlaceGroup } from './place-groups.ts';

/** How many observations of one place are shown; the rest is counted. */
const OBSERVATIONS = 3;

/** All that a run found out about one place. */
export function placeLines(group: PlaceGroup, style: Style, verbose: boolean): readonly string[] {
  const of = (outcome: Outcome): readonly CaseResult[] =>
    group.cases.filter(({ finding }) => finding.outcome === outcome);
  const address = group.address === undefined ? '' : `  ${style.dim(group.address)}`;
  const grave = [...of('failed'), ...of('warned')];
  const told = grave.filter(({ known }) => known !== true);
  const blocks = verbose
    ? told.map((one) => findingBlock(one, style))
    : alike(told).map(([first, ...others]) => findingBlock(first, style, others));
  return [
    `${style.bold(group.name)}${address}`,
    ...(verbose ? each(of('passed'), style) : perCheck(of('passed'), grave, style)),
    ...blocks.flatMap((block) => ['', ...block]),
    ...(blocks.length > 0 ? [''] : []),
    ...accepted(grave, style),
    ...observations(of('observed'), style, verbose),
    ...byReason(of('not-observed'), style, verbose),
    ...byReason(of('skipped'), style, verbose),
  ].filter((line, i, lines) => line !== '' || i < lines.length - 1);
}

/**
 * One line for each check that passed, however many cases it has; where others of its cases did not, how many did: its
 * sentence is not true then.
 */
function perCheck(
  cases: readonly CaseResult[],
  grave: readonly CaseResult[],
  style: Style,
): readonly string[] {
  const checks = new Map<string, CaseResult[]>();
  for (const one of cases) checks.set(one.check, [...(checks.get(one.check) ?? []), one]);
  const { mark, paint } = OUTCOMES.passed;
  return [...checks.values()].flatMap((list) => {
    const [first] = list;
    if (first === undefined) return [];
    const broken = grave.filter(({ check }) => check === first.check).length;
    const of = broken === 0 ? String(list.length) : `${list.length} of ${list.length + broken}`;
    const count = list.length === 1 ? [] : [span(` (${of})`, 'dim')];
    return marked(
      [span(mark, paint)],
      [span(list.length === 1 ? first.title : (first.about ?? first.title)), ...count],
      2,
      style,
    );
  });
}

function each(cases: readonly CaseResult[], style: Style): readonly string[] {
  const { mark, paint } = OUTCOMES.passed;
  return cases.flatMap((one) =>
    marked([span(mark, paint)], [span(one.title), span(`  ${one.finding.message}`, 'dim')], 2, style),
  );
}

/** What the baseline accepts: one line each, since somebody has read it before. */
function accepted(cases: readonly CaseResult[], style: Style): readonly string[] {
  return cases
    .filter(({ known }) => known === true)
    .flatMap(({ finding, title, key }) =>
      marked(
        [span(OUTCOMES[finding.outcome].mark, 'dim')],
        [span(`${title}: accepted by the baseline`, 'dim'), span(`  ${key}`, 'dim')],
        2,
        style,
      ),
    );
}

function observations(cases: readonly CaseResult[], style: Style, verbose: boolean): readonly string[] {
  const { mark, paint } = OUTCOMES.observed;
  const shown = verbose ? cases : cases.slice(0, OBSERVATIONS);
  const rest = cases.length - shown.length;
  return [
    ...shown.flatMap(({ finding, key }) => [
      ...marked(
        [span(mark, paint)],
        [span(finding.message, 'dim'), ...(verbose ? [span(`  ${key}`, 'dim')] : [])],
        2,
        style,
      ),
      ...(verbose ? promiseLines(finding.promise, style) : shortPromise(finding.promise, style)),
    ]),
    ...(rest === 0 ? [] : [`  ${style.dim(`${mark} and ${rest} more observed; --verbose shows all`)}`]),
  ];
}

/** The last line says what is promised; where it goes, the lines above it. */
function shortPromise(promise: string | undefined, style: Style): readonly string[] {
  if (promise === undefined) return [];
  const lines = promise.split('\n').map((line) => line.trim());
  const keys = lines.filter((line) => line.endsWith(':')).map((line) => line.slice(0, -1));
  const values = lines.filter((line) => !line.endsWith(':'));
  return indented(
    [span(`promise it: ${keys.join('.')}: `, 'dim'), span(values.join('; '), 'cyan')],
    4,
    style,
  );
}

/** What was not tried for the same reason is told once. */
function byReason(cases: readonly CaseResult[], style: Style, verbose: boolean): readonly string[] {
  const reasons = new Map<string, CaseResult[]>();
  for (const one of cases) {
    const reason = `${one.finding.message} ${one.finding.remedy ?? ''}`;
    reasons.set(reason, [...(reasons.get(reason) ?? []), one]);
  }
  return [...reasons.values()].flatMap((list) => {
    const [first] = list;
    if (first === undefined) return [];
    const { mark, paint } = OUTCOMES[first.finding.outcome];
    const title = list.length === 1 ? first.title : `${list.length} cases`;
    const remedy = first.finding.remedy === undefined ? [] : [span(` ${first.finding.remedy}`, paint)];
    return [
      ...marked(
        [span(mark, paint)],
        [span(`${title}: `), span(first.finding.message, 'dim'), ...remedy],
        2,
        style,
      ),
      ...(verbose && list.length > 1 ? list.map(({ title: one }) => `      ${style.dim(one)}`) : []),
    ];
  });
}
