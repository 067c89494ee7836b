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
    const log = readLog(span.from, span.to + LATE).map(secrets.redact);
    return log.length === 0 ? result : { ...result, finding: { ...result.finding, log } };
  });
}

/** When an attempt at a case began and ended, by the clock. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
