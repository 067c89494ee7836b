import { formatLocation } from '../../errors/source-location.ts';
import type { CaseResult } from '../../result/result.ts';

/** What a finding shows beside its sentence, in the order of every report. */
export function findingRows({
  finding,
  again,
  at,
}: CaseResult): readonly (readonly [name: string, text: string])[] {
  const rows: (readonly [string, string | undefined])[] = [
    ['sent', finding.sent],
    ['expected', finding.expected],
    ['received', finding.received],
    ['rule', finding.rule],
    ['again', again === undefined ? undefined : sayAgain(again)],
    ['at', formatLocation(finding.at ?? at)],
    ['log', finding.log?.join('\n')],
  ];
  return rows.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
}

function sayAgain({ outcome, message }: NonNullable<CaseResult['again']>): string {
  return `tried once more, alone: ${outcome}. ${message}`;
}

/** A finding as plain text: for the reports whose format has one text for all of it. */
export function findingText(one: CaseResult): string {
  return [one.title, one.finding.message, ...findingRows(one).map(([name, text]) => `${name}: ${text}`)].join(
    '\n',
  );
}
