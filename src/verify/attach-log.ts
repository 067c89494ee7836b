import type { Clock } from '../dial/transport.ts';
import type { CaseResult } from '../result/result.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { Secrets } from './secrets.ts';

/** Lines of a backend's log between two times of the clock. */
export type ReadLog = (from: number, to: number) => readonly string[];

/** ms that a line may take from the moment that it is about to us. */
const LATE = 100;

/** Puts beside what failed or warned what the backend wrote while the case went on. */
export async function attachLog(
  results: readonly CaseResult[],
  spans: ReadonlyMap<Transcript, Span>,
  readLog: ReadLog,
  clock: Clock,
  secrets: Secrets,
): Promise<readonly CaseResult[]> {
  const isGrave = ({ finding }: CaseResult): boolean =>
    finding.outcome === 'failed' || finding.outcome === 'warned';
  if (!results.some(isGrave)) return results;
  await new Promise<void>((resolve) => clock.after(LATE, resolve));
  return results.map((result) => {
    const span = result.transcript === undefined ? undefined : spans.get(result.transcript);
    if (span === undefined || !isGrave(result)) return result;
    const log = withoutRepeats(readLog(span.from, span.to + LATE).map(secrets.redact));
    return log.length === 0 ? result : { ...result, finding: { ...result.finding, log } };
  });
}

/** A line that is written again and again at once stands there once. */
function withoutRepeats(lines: readonly string[]): readonly string[] {
  const runs: { readonly line: string; times: number }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.line === line) last.times += 1;
    else runs.push({ line, times: 1 });
  }
  return runs.map(({ line, times }) => (times === 1 ? line : `${line} (${times} times)`));
}

/** When an attempt at a case began and ended, by the clock. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
