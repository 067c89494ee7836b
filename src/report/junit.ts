import { type CaseResult, countOutcomes, type Result } from '../result/result.ts';
import { findingText } from './verify/finding-rows.ts';
import { type PlaceGroup, placeGroups } from './verify/place-groups.ts';

/**
 * JUnit XML: a `testsuite` for each endpoint, a `testcase` for each case. What was only observed passes; what was
 * not observed or not tried, and what the baseline accepts, is skipped; a warning passes, with its text in
 * `system-out`.
 */
export function renderJunit(result: Result): string {
  const groups = placeGroups(result);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXml(result.contract.title)}" tests="${result.cases.length}" ${tallies(result.cases)} time="${secondsOf(result.duration)}">`,
    ...groups.flatMap((group) => suite(group, result)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(group: PlaceGroup, result: Result): readonly string[] {
  const time = group.cases.reduce((sum, { duration }) => sum + duration, 0);
  return [
    `  <testsuite name="${escapeXml(group.name)}" tests="${group.cases.length}" ${tallies(group.cases)} time="${secondsOf(time)}" timestamp="${escapeXml(result.startedAt.replace(/\.\d+Z$/, ''))}">`,
    ...group.cases.flatMap((one) => testcase(one, group)),
    '  </testsuite>',
  ];
}

function tallies(cases: readonly CaseResult[]): string {
  const counts = countOutcomes(cases);
  const known = cases.filter((one) => one.known === true && one.finding.outcome === 'failed').length;
  const skipped = counts.skipped + counts['not-observed'] + known;
  return `failures="${counts.failed - known}" skipped="${skipped}"`;
}

function testcase(one: CaseResult, group: PlaceGroup): readonly string[] {
  const open = `    <testcase name="${escapeXml(one.key)}" classname="${escapeXml(group.name)}" file="${escapeXml(one.at.file)}" line="${one.at.line}" time="${secondsOf(one.duration)}"`;
  const { finding } = one;
  const message = escapeXml(finding.message);
  if (one.known === true && finding.outcome === 'failed')
    return [
      `${open}>`,
      `      <skipped message="The baseline accepts it: ${message}"/>`,
      `      <system-out>${escapeText(findingText(one))}</system-out>`,
      '    </testcase>',
    ];
  switch (finding.outcome) {
    case 'failed':
      return [
        `${open}>`,
        `      <failure message="${message}" type="${escapeXml(one.check)}">${escapeText(findingText(one))}</failure>`,
        '    </testcase>',
      ];
    case 'skipped':
    case 'not-observed': {
      const remedy = finding.remedy === undefined ? '' : ` ${escapeXml(finding.remedy)}`;
      return [`${open}>`, `      <skipped message="${message}${remedy}"/>`, '    </testcase>'];
    }
    case 'warned':
      return [
        `${open}>`,
        `      <system-out>${escapeText(`warned: ${findingText(one)}`)}</system-out>`,
        '    </testcase>',
      ];
    case 'passed':
    case 'observed':
      return [`${open}/>`];
  }
}

function secondsOf(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/**
 * XML 1.0 §2.2: most control characters cannot stand in a document, not even escaped. §2.11 and §3.3.3: line breaks
 * survive in an attribute, and carriage returns anywhere, as character references only.
 */
function escapeXml(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

function escapeText(text: string): string {
  return [...text]
    .filter((character) => /[\t\n\r]/.test(character) || !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(character))
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}
