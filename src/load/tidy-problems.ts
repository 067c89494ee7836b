import type { Problem } from '../errors/problem.ts';

const GRAVITY = { error: 0, warning: 1, info: 2 } as const;

/**
 * One problem for each rule and place, the gravest where there are several, in the order of the text, file by file
 * as they first occur.
 */
export function tidyProblems(problems: readonly Problem[]): Problem[] {
  const kept = new Map<string, Problem>();
  for (const problem of problems) {
    const { file, pointer, line, column } = problem.at;
    const key = `${problem.rule} ${file} ${line === 0 ? pointer : `${line}:${column}`} ${problem.message}`;
    const other = kept.get(key);
    if (other === undefined || GRAVITY[problem.severity] < GRAVITY[other.severity]) kept.set(key, problem);
  }
  const files = [...new Set(problems.map((problem) => problem.at.file))];
  return [...kept.values()].sort(
    (a, b) =>
      files.indexOf(a.at.file) - files.indexOf(b.at.file) ||
      a.at.line - b.at.line ||
      a.at.column - b.at.column,
  );
}
