import type { CountersignError } from '../errors/countersign-error.ts';
import { formatLocation, type SourceLocation } from '../errors/source-location.ts';
import type { Style } from '../report/style.ts';
import { countProblems, renderProblems } from './render-problems.ts';

const MOST_PROBLEMS = 20;

/**
 * What a user reads when it is theirs to mend: what, where with the document's own line, and what to do.
 *
 * @param lineOf the text of that line of that file; `undefined` where it cannot be read.
 */
export function renderError(
  error: CountersignError,
  style: Style,
  lineOf: (at: SourceLocation) => string | undefined,
): string {
  const lines = [`${style.red('error')} ${style.bold(error.code)}  ${error.message}`];
  if (error.at !== undefined) lines.push(`  ${formatLocation(error.at)}`, ...quote(error.at, lineOf, style));
  if (error.fix !== undefined) lines.push(`  ${style.cyan('fix:')} ${error.fix}`);
  if (error.problems.length > 0) {
    lines.push('', renderProblems(error.problems, style, MOST_PROBLEMS).trimEnd());
    lines.push('', `  ${countProblems(error.problems)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The line and a caret under the column. A long line is cut around the column, so that the caret fits. */
function quote(
  at: SourceLocation,
  lineOf: (at: SourceLocation) => string | undefined,
  style: Style,
): readonly string[] {
  const line = at.line === 0 ? undefined : lineOf(at)?.replaceAll('\t', ' ').trimEnd();
  if (line === undefined || line.trim() === '') return [];
  const gutter = `  ${at.line} | `;
  const room = Math.max(20, style.width - gutter.length);
  const start = at.column > room ? at.column - Math.floor(room / 2) : 0;
  const caret = ' '.repeat(gutter.length + Math.max(0, at.column - 1 - start));
  return [`${style.dim(gutter)}${line.slice(start, start + room)}`, `${caret}${style.red('^')}`];
}

/** What is printed when Countersign itself is at fault; the only text that shows a stack. */
export function renderBug(error: unknown, version: string, argv: readonly string[]): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    'This is a bug in Countersign, not in your document and not in your backend.',
    'Please report it, with this text:',
    '',
    `countersign ${version} · node ${process.version} · ${process.platform} · countersign ${redactedCommand(argv)}`,
    stack,
    '',
  ].join('\n');
}

/** Credentials never appear in an error: neither those given to `--credential` nor a URL's query or userinfo. */
function redactedCommand(argv: readonly string[]): string {
  return argv
    .map((word, index) => {
      if (argv[index - 1] === '--credential') return '…';
      if (word.startsWith('--credential=')) return '--credential=…';
      return word.replace(/:\/\/[^/@\s]*@/, '://…@').replace(/\?.*$/, '?…');
    })
    .join(' ');
}
