import type { Diagnosis, Verdict, WatchedMoment } from '../result/diagnosis.ts';
import { formatDuration } from '../transcript/format.ts';
import { type Span, span, type Text } from './layout/span.ts';
import { renderTable } from './layout/table.ts';
import type { Style } from './style.ts';
import { SURE } from './sure.ts';
import { indented, marked } from './verify/finding-lines.ts';

/** For people: the cause, how sure and by what, what to change, what was asked, what it is not. Ends without a line break. */
export function renderDiagnosis(diagnosis: Diagnosis, style: Style): string {
  const { verdict } = diagnosis;
  const sections = [
    header(diagnosis, style),
    cause(verdict, style),
    candidates(verdict, style),
    listed('fix', fixTitle(verdict), verdict.fix.lines, style),
    bulleted('not true', verdict.corrections, style),
    bulleted('seen', verdict.notes, style),
    probes(diagnosis, style),
    bulleted(
      'ruled out',
      verdict.ruledOut.map(({ title, why }) => `${title}: ${why}`),
      style,
    ),
    footer(diagnosis, style),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** One line of what is watched, while it goes on; ends without a line break. */
export function renderMoment({ at, what }: WatchedMoment, style: Style): string {
  return `${style.dim(formatDuration(at).padStart(8))}  ${what}`;
}

/** One JSON object; ends with a line break. */
export function renderDiagnosisJson(diagnosis: Diagnosis): string {
  return `${JSON.stringify(diagnosis, null, 2)}\n`;
}

function header(diagnosis: Diagnosis, style: Style): readonly string[] {
  // Where only a message was given, nothing was connected to.
  if (diagnosis.url === '') return [];
  const climb = diagnosis.climb.flatMap(({ name, passed }, i): readonly Span[] => [
    span(i === 0 ? '' : ' · '),
    passed === undefined
      ? span(name, 'dim')
      : span(`${name} ${passed ? '✓' : '✗'}`, passed ? 'green' : 'red'),
  ]);
  const rows: (readonly [string, Text | undefined])[] = [
    ['url', [span(diagnosis.url, 'bold')]],
    ['origin', diagnosis.origin ?? [span('none sent', 'dim')]],
    ['document', diagnosis.document],
    ['server', diagnosis.recognised && `${diagnosis.recognised.server} (by ${diagnosis.recognised.by})`],
    ['climb', climb.length === 0 ? undefined : climb],
  ];
  return renderTable(
    rows.flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[[span(name, 'dim')], text]])),
    { indent: 0 },
    style,
  );
}

function cause({ id, sentence, sure, why, by, candidates: all }: Verdict, style: Style): readonly string[] {
  const good = id === 'CONNECTED';
  const paint = good ? 'green' : 'red';
  const others = sure === 'one-of' ? all.length - 1 : 0;
  const named = others > 0 ? `${id}, or ${others} ${others === 1 ? 'other' : 'others'}` : id;
  const rested = by.length === 0 ? '' : ` [${by.join(' · ')}]`;
  return [
    ...marked([span(good ? '✓' : '✗', paint)], [span(`${named}: `, paint), span(sentence, 'bold')], 0, style),
    ...indented([span(`${SURE[sure]}: `, 'yellow'), span(why), span(rested, 'dim')], 2, style),
  ];
}

function candidates({ candidates: all, sure }: Verdict, style: Style): readonly string[] {
  if (all.length === 0) return [];
  const shown = sure === 'one-of' ? all : all.slice(1);
  return [
    style.bold(sure === 'one-of' ? 'one of these' : 'if not that'),
    ...shown.flatMap(({ id, title, why, tell }) => [
      ...marked('?', [span(`${id}: `, 'yellow'), span(`${title}. `), span(why, 'dim')], 2, style),
      ...(tell === undefined ? [] : indented([span(`to tell: ${tell}`)], 4, style)),
    ]),
  ];
}

function fixTitle({ fix }: Verdict): string {
  return fix.server === undefined ? 'what to do' : `what to do (${fix.server})`;
}

function listed(_: string, title: string, lines: readonly string[], style: Style): readonly string[] {
  if (lines.length === 0) return [];
  return [style.bold(title), ...lines.flatMap((line) => fixLines(line, style))];
}

/** Lines are pasted: the space in front of them is kept. */
function fixLines(line: string, style: Style): readonly string[] {
  const space = /^ */.exec(line)?.[0].length ?? 0;
  return indented([span(line.trimStart(), 'cyan')], 2 + space, style);
}

function bulleted(title: string, lines: readonly string[], style: Style): readonly string[] {
  if (lines.length === 0) return [];
  return [style.bold(title), ...lines.flatMap((line) => marked('·', line, 2, style))];
}

function probes({ probes: all }: Diagnosis, style: Style): readonly string[] {
  if (all.length === 0) return [];
  const rows = all.map(({ id, sent, answered, took }): readonly Text[] => [
    [span(id)],
    [span(formatDuration(took), 'dim')],
    [span(`${sent} `, 'dim'), span('→ '), span(answered)],
  ]);
  return [style.bold('asked'), ...renderTable(rows, { indent: 2 }, style)];
}

function footer(
  { url, probes: all, handshakes, duration, stopped, watched }: Diagnosis,
  style: Style,
): readonly string[] {
  if (url === '') return [];
  if (watched !== undefined)
    return [style.dim(`watched for ${formatDuration(duration)}, ${handshakes} handshakes`)];
  const ended = stopped === undefined ? '' : ` · ended because ${stopped}`;
  return [
    style.dim(
      `${all.length} questions, ${handshakes} of them handshakes, in ${formatDuration(duration)}${ended}`,
    ),
  ];
}
