import { formatLocation } from '../errors/source-location.ts';
import { type CaseResult, countOutcomes, type Result } from '../result/result.ts';
import { type PlaceGroup, placeGroups } from './verify/place-groups.ts';

/**
 * JUnit XML: a `testsuite` for each endpoint, a `testcase` for each case. What was only observed passes; what was
 * not observed or not tried is skipped; a warning passes, with its text in `system-out`.
 */
export function renderJunit(result: Result): string {
  const counts = countOutcomes(result.cases);
  const groups = placeGroups(result);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXml(result.contract.title)}" tests="${result.cases.length}" failures="${counts.failed}" skipped="${counts.skipped + counts['not-observed']}" time="${secondsOf(result.duration)}">`,
    ...groups.flatMap((group) => suite(group, result)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(group: PlaceGroup, result: Result): readonly string[] {
  const counts = countOutcomes(group.cases);
  const time = group.cases.reduce((sum, { duration }) => sum + duration, 0);
  return [
    `  <testsuite name="${escapeXml(group.name)}" tests="${group.cases.length}" failures="${counts.failed}" skipped="${counts.skipped + counts['not-observed']}" time="${secondsOf(time)}" timestamp="${escapeXml(result.startedAt.replace(/\.\d+Z$/, ''))}">`,
    ...group.cases.flatMap((one) => testcase(one, group)),
    '  </testsuite>',
  ];
}

function testcase(one: CaseResult, group: PlaceGroup): readonly string[] {
  const open = `    <testcase name="${escapeXml(one.key)}" classname="${escapeXml(group.name)}" file="${escapeXml(one.at.file)}" line="${one.at.line}" time="${secondsOf(one.duration)}"`;
  const { finding } = one;
  const message = escapeXml(finding.message);
  switch (finding.outcome) {
    case 'failed':
      return [
        `${open}>`,
        `      <failure message="${message}" type="${escapeXml(one.check)}">${escapeXml(details(one))}</failure>`,
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
        `      <system-out>${escapeXml(`warned: ${details(one)}`)}</system-out>`,
        '    </testcase>',
      ];
    case 'passed':
    case 'observed':
      return [`${open}/>`];
  }
}

function details({ title, finding, at }: CaseResult): string {
  const rows = [
    ['sent', finding.sent],
    ['expected', finding.expected],
    ['received', finding.received],
    ['rule', finding.rule],
    ['at', formatLocation(finding.at ?? at)],
  ].filter(([, text]) => text !== undefined);
  return [title, finding.message, ...rows.map(([name, text]) => `${name}: ${text}`)].join('\n');
}

function secondsOf(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** XML 1.0 §2.2: most control characters cannot stand in a document, not even escaped. */
function escapeXml(text: string): string {
  return [...text]
    .filter((character) => /[\t\n\r]/.test(character) || !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(character))
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
