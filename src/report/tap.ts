import { type CaseResult, countOutcomes, type Result } from '../result/result.ts';
import { findingRows } from './verify/finding-rows.ts';
import { verdictLines } from './verify/verdict-lines.ts';

/**
 * TAP 14 (testanything.org): a test point for each case. What was not tried or not observed is `# SKIP`, what the
 * baseline accepts `# TODO`; warnings pass, and say so in their diagnostics.
 */
export function renderTap(result: Result): string {
  const { contract, cases, unreached } = result;
  const counts = Object.entries(countOutcomes(cases)).map(([outcome, count]) => `${outcome} ${count}`);
  return [
    'TAP version 14',
    comment(`${contract.title} ${contract.version} (${contract.file}) at ${result.target}`),
    ...(unreached === undefined
      ? [`1..${cases.length}`, ...cases.flatMap((one, i) => testPoint(one, i + 1))]
      : [`Bail out! ${oneLine(`The backend was not reached: ${unreached.cause} ${unreached.remedy}`)}`]),
    ...verdictLines(result).map(comment),
    comment(counts.join(', ')),
    '',
  ].join('\n');
}

function testPoint(one: CaseResult, number: number): readonly string[] {
  const { finding, known } = one;
  const point = `${number} - ${escapeDescription(`${one.key}: ${one.title}`)}`;
  switch (finding.outcome) {
    case 'passed':
    case 'observed':
      return [`ok ${point}`];
    case 'skipped':
    case 'not-observed': {
      const reason = [finding.message, finding.remedy ?? ''].join(' ').trim();
      return [`ok ${point} # SKIP ${escapeDescription(reason)}`];
    }
    case 'warned':
      return [`ok ${point}`, ...diagnostics(one)];
    case 'failed':
      return [
        `not ok ${point}${known === true ? ' # TODO accepted by the baseline' : ''}`,
        ...diagnostics(one),
      ];
  }
}

/** A YAML block. JSON strings are YAML strings (YAML 1.2 §1.2), and nothing in them can end the block. */
function diagnostics(one: CaseResult): readonly string[] {
  const rows = [
    ['message', one.finding.message],
    ['severity', one.finding.outcome === 'failed' ? 'fail' : 'warning'],
    ...findingRows(one),
  ];
  return ['  ---', ...rows.map(([name, text]) => `  ${name}: ${JSON.stringify(text)}`), '  ...'];
}

function comment(text: string): string {
  return `# ${oneLine(text)}`;
}

/** TAP 14, "Escapes": a `#` would begin a directive. */
function escapeDescription(text: string): string {
  return oneLine(text).replaceAll('\\', '\\\\').replaceAll('#', '\\#');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
