import type { SourceLocation } from '../errors/source-location.ts';

/** What GitHub makes of an annotation: only an `error` is shown in red. */
export type AnnotationLevel = 'error' | 'warning' | 'notice';

/**
 * A workflow command that makes an annotation at a line of a file:
 * `::error file=a.yaml,line=3,col=5,title=…::message`. Ends with a line break.
 *
 * Source: GitHub Actions, "Workflow commands"; the escapes are those of actions/toolkit `command.ts`.
 */
export function workflowCommand(
  level: AnnotationLevel,
  at: SourceLocation | undefined,
  title: string,
  message: string,
): string {
  const place = at === undefined ? [] : placeOf(at);
  return `::${level} ${[...place, `title=${escapeProperty(title)}`].join(',')}::${escapeData(message)}\n`;
}

/** Only a file of the repository can be annotated. */
function placeOf({ file, line, column }: SourceLocation): readonly string[] {
  if (file === '-' || /^https?:/i.test(file)) return [];
  return [
    `file=${escapeProperty(file)}`,
    ...(line === 0 ? [] : [`line=${line}`, `col=${Math.max(1, column)}`]),
  ];
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
