import { formatLocation } from '../../errors/source-location.ts';
import type { FindingVerdict } from '../../result/diagnosis.ts';
import type { CaseResult } from '../../result/result.ts';
import { SURE } from '../sure.ts';
import { quoted, repeatLine } from './repeat-line.ts';

/** What a finding shows beside its sentence, in the order of every report. */
export function findingRows(one: CaseResult): readonly (readonly [name: string, text: string])[] {
  const { finding, again, at, replay } = one;
  const rows: (readonly [string, string | undefined])[] = [
    ['sent', finding.sent],
    ['expected', finding.expected],
    ['received', finding.received],
    ['rule', finding.rule],
    ...verdictRows(finding.verdict),
    ['again', again === undefined ? undefined : sayAgain(again)],
    ['at', formatLocation(finding.at ?? at)],
    ['replay', replay === undefined ? undefined : `countersign verify … --replay ${quoted(replay)}`],
    ['by hand', repeatLine(one)],
    ['log', finding.log?.join('\n')],
  ];
  return rows.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
}

/** The cause of a refused handshake, what to change, and where the whole of it is to be had. */
export function verdictRows(
  verdict: FindingVerdict | undefined,
): readonly (readonly [name: string, text: string])[] {
  if (verdict === undefined) return [];
  const { id, sure, sentence, candidates, corrections, fix, command } = verdict;
  const others = candidates
    .filter((candidate) => candidate.id !== id)
    .map(
      ({ id: other, title, tell }) => `${other}: ${title}.${tell === undefined ? '' : ` To tell: ${tell}`}`,
    );
  const rows: (readonly [string, readonly string[]])[] = [
    ['cause', [`${id} (${SURE[sure]}): ${sentence}`]],
    ['or', others],
    ['not true', corrections],
    ['fix', fix.lines],
    ['more', [command]],
  ];
  return rows.flatMap(([name, lines]) => (lines.length === 0 ? [] : [[name, lines.join('\n')] as const]));
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
