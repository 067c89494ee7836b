import { percentOf } from '../result/coverage.ts';
import { countOutcomes, type Outcome, type Result } from '../result/result.ts';
import { formatDuration } from '../transcript/format.ts';
import { span, type Text } from './layout/span.ts';
import { renderTable } from './layout/table.ts';
import type { Style } from './style.ts';
import { deploymentText } from './verify/deployment-text.ts';
import { marked } from './verify/finding-lines.ts';
import { verdictRows } from './verify/finding-rows.ts';
import { OUTCOMES } from './verify/outcomes.ts';
import { placeGroups } from './verify/place-groups.ts';
import { placeLines } from './verify/place-lines.ts';
import { verdictLines } from './verify/verdict-lines.ts';

export interface PrettyOptions {
  /** Every case by itself, and every line that would make a promise. */
  readonly verbose?: boolean;
}

/**
 * The report for people: who was asked, then each endpoint with what was kept, what was broken (sent, expected,
 * received, rule, place), what was only observed; last the coverage and the counts. Ends without a line break.
 */
export function renderPretty(result: Result, style: Style, options: PrettyOptions = {}): string {
  const { verbose = false } = options;
  const sections = [
    header(result, style),
    ...(result.unreached === undefined
      ? placeGroups(result).map((group) => placeLines(group, style, verbose))
      : [unreached(result, style)]),
    footer(result, style, verbose),
  ];
  return sections.map((lines) => lines.join('\n')).join('\n\n');
}

function header({ contract, target, origin, deployment }: Result, style: Style): readonly string[] {
  const { perspective } = contract;
  const by = { document: 'says the document', option: 'as asked', auto: 'judged from the document' }[
    perspective.chosenBy
  ];
  const served = deploymentText(deployment);
  const rows: (readonly [string, Text])[] = [
    [
      'contract',
      [span(contract.title, 'bold'), span(` ${contract.version}`), span(`  ${contract.file}`, 'dim')],
    ],
    ['target', target],
    ...(served === undefined
      ? []
      : [['deployment', [span(served.chosen), span(` (${served.left})`, 'dim')]] as const]),
    ['origin', origin ?? [span('none sent', 'dim')]],
    ['written as', [span(`the ${perspective.value}'s view`), span(` (${by})`, 'dim')]],
  ];
  return renderTable(
    rows.map(([name, text]) => [[span(name, 'dim')], text]),
    { indent: 0 },
    style,
  );
}

function unreached({ unreached: why }: Result, style: Style): readonly string[] {
  return [
    ...marked(
      [span('✗', 'red')],
      [span(`The backend was not reached: ${why?.cause ?? ''}`, 'red')],
      2,
      style,
    ),
    ...marked(' ', why?.remedy ?? '', 2, style),
    ...renderTable(
      verdictRows(why?.verdict).map(([name, text]) => [[span(name, 'dim')], text]),
      { indent: 4 },
      style,
    ),
  ];
}

function footer(result: Result, style: Style, verbose: boolean): readonly string[] {
  const { exercised, total, promises } = result.coverage;
  const left = promises.filter((promise) => !promise.exercised);
  const share = total === 0 ? '' : ` (${percentOf(result.coverage)} %)`;
  const names =
    verbose || left.length === 0 || left.length > 6
      ? ''
      : `; not exercised: ${left.map(({ id }) => id).join(', ')}`;
  const details = verbose
    ? renderTable(
        left.map(({ id, reason }) => [[span(id, 'dim')], [span(reason ?? '', 'dim')]]),
        { indent: 2 },
        style,
      )
    : [];
  const coverage = renderTable(
    [
      [
        [span('coverage', 'dim')],
        [span(`${exercised} of ${total} promises exercised${share}`), span(names, 'dim')],
      ],
    ],
    { indent: 0 },
    style,
  );
  return [
    ...(total === 0 || result.unreached !== undefined ? [] : coverage),
    ...details,
    ...verdictLines(result).flatMap((line) => marked([span('!', 'yellow')], line, 0, style)),
    counts(result, style),
  ];
}

/** `passed 31 · failed 1 · … · 1.9 s` */
function counts(result: Result, style: Style): string {
  const found = countOutcomes(result.cases);
  const parts = (Object.keys(OUTCOMES) as Outcome[]).map((outcome) => {
    const { label, paint } = OUTCOMES[outcome];
    const text = `${label} ${found[outcome]}`;
    return found[outcome] === 0 ? style.dim(text) : style[paint](text);
  });
  const known = result.cases.filter((one) => one.known === true).length;
  const accepted = known === 0 ? [] : [style.dim(`${known} of them accepted by the baseline`)];
  const interrupted = result.interrupted === true ? [style.yellow('interrupted')] : [];
  return [...parts, ...accepted, formatDuration(result.duration), ...interrupted].join(' · ');
}
