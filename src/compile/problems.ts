import type { Problem } from '../errors/problem.ts';

/** Collects what is to be said about a document; the same thing about the same place is said once. */
export interface ProblemList {
  add(problem: Problem): void;
  readonly all: readonly Problem[];
}

export function createProblemList(): ProblemList {
  const all: Problem[] = [];
  const seen = new Set<string>();
  return {
    all,
    add(problem) {
      const key = JSON.stringify([problem.rule, problem.message, problem.at.file, problem.at.pointer]);
      if (seen.has(key)) return;
      seen.add(key);
      all.push(problem);
    },
  };
}
