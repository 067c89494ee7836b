import { countOutcomes, type Result } from '../result/result.ts';

/** What `--reporter json` writes: the result as it is, with its counts. */
export interface JsonReport extends Result {
  /** Of this form; it grows, and what is there keeps its meaning. */
  readonly format: 1;
  readonly counts: ReturnType<typeof countOutcomes>;
}

/** One JSON object, in the same order for the same run; ends with a line break. */
export function renderJson(result: Result): string {
  const report: JsonReport = { format: 1, counts: countOutcomes(result.cases), ...result };
  return `${JSON.stringify(report, null, 2)}\n`;
}
