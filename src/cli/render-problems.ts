import type { Problem } from '../errors/problem.ts';
import { formatLocation } from '../errors/source-location.ts';
import type { Style } from '../report/style.ts';

const ORDER = { error: 0, warning: 1, info: 2 } as const;

/**
 * Problems as `file:line:column  severity  message  rule`, each with its fix below, the gravest first and then
 * in the order of the document. The same message of the same rule is listed once, with the places it also has.
 *
 * @param most how many to list; the rest is counted: `and 3 more`.
 */
export function renderProblems(problems: readonly Problem[], style: Style, most: number): string {
  const groups = grouped(problems);
  const shown = groups.slice(0, most).map((group) => renderGroup(group, style));
  const rest = groups.length - shown.length;
  return [...shown, ...(rest > 0 ? [style.dim(`  and ${rest} more`)] : [])]
    .map((text) => `${text}\n`)
    .join('');
}

/** `2 errors, 1 warning`; `no problems` for none. */
export function countProblems(problems: readonly Problem[]): string {
  const counts = (['error', 'warning', 'info'] as const).map((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    const noun = severity === 'info' ? 'remark' : severity;
    return count === 0 ? undefined : `${count} ${noun}${count === 1 ? '' : 's'}`;
  });
  return counts.filter((count) => count !== undefined).join(', ') || 'no problems';
}

function grouped(problems: readonly Problem[]): Problem[][] {
  const groups = new Map<string, Problem[]>();
  const sorted = [...problems].sort(
    (a, b) =>
      ORDER[a.severity] - ORDER[b.severity] ||
      a.at.file.localeCompare(b.at.file) ||
      a.at.line - b.at.line ||
      a.at.column - b.at.column,
  );
  for (const problem of sorted) {
    const key = JSON.stringify([problem.severity, problem.rule, problem.message]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [problem]);
    else group.push(problem);
  }
  return [...groups.values()];
}

function renderGroup([first, ...others]: Problem[], style: Style): string {
  if (first === undefined) return '';
  const colour = { error: style.red, warning: style.yellow, info: style.cyan }[first.severity];
  const lines = [
    `  ${formatLocation(first.at)}  ${colour(first.severity)}  ${first.message}  ${style.dim(first.rule)}`,
  ];
  if (others.length > 0) {
    const places = others.slice(0, 5).map(({ at }) => formatLocation(at));
    const more = others.length > places.length ? ` and ${others.length - places.length} more` : '';
    lines.push(`    also at ${places.join(', ')}${more}`);
  }
  if (first.fix !== undefined) lines.push(`    ${style.dim('fix:')} ${first.fix}`);
  return lines.join('\n');
}
