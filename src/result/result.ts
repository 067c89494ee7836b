import type { Perspective } from '../contract/contract.ts';
import type { EndpointId } from '../contract/endpoint.ts';
import type { Basis } from '../contract/promise.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { FindingVerdict } from './verdict.ts';

/**
 * - `passed`: the promise was kept.
 * - `failed`: a promise of the document or of its extension was broken.
 * - `warned`: a rule of the protocol was broken, or something is dangerous though nobody promised otherwise.
 * - `observed`: nobody promised anything; this is what happens.
 * - `not-observed`: a promise that could not be seen: nothing happened that would show it.
 * - `skipped`: not tried, with the reason and what would make it run.
 */
export type Outcome = 'passed' | 'failed' | 'warned' | 'observed' | 'not-observed' | 'skipped';

/** What a check found out about one case. */
export interface Finding {
  readonly outcome: Outcome;
  /** What was found, in one sentence that a junior understands. */
  readonly message: string;
  /** What was sent, what the contract demands, what came: shown side by side. Text, redacted. */
  readonly sent?: string;
  readonly expected?: string;
  readonly received?: string;
  /** The rule that was judged by: a pointer and keyword of a schema, an RFC section. */
  readonly rule?: string;
  /** The place in the document that makes the promise, where it is another than the case's. */
  readonly at?: SourceLocation;
  /** For `observed`: the lines to add to the document that would make it a promise. */
  readonly promise?: string;
  /** For `skipped` and `not-observed`: what would make it run. */
  readonly remedy?: string;
  /** Whose rule was broken, where it is not that of the case: a breach of the protocol in a case about the document. */
  readonly basis?: Basis;
  /** What the backend wrote to its log at that moment, where the runner started it. Redacted. */
  readonly log?: readonly string[];
  /** Of a handshake that should have been accepted, and was not: the cause, and what to change. Redacted. */
  readonly verdict?: FindingVerdict;
}

/** One case of one check, judged. */
export interface CaseResult {
  /** Same contract and same cause, same key: removes duplicates, sorts, and lets a baseline know it again. */
  readonly key: string;
  readonly check: string;
  /** The check's own sentence, which its cases share. */
  readonly about?: string;
  readonly title: string;
  readonly basis: Basis | 'none';
  /** Absent: it concerns a companion or the whole contract. */
  readonly endpoint?: EndpointId;
  readonly companion?: string;
  readonly at: SourceLocation;
  readonly finding: Finding;
  /** It failed at first, and not when it was tried once more, alone: what came then. */
  readonly again?: Finding;
  /** For a case that was made up and failed: what `--replay` takes to run it again, and nothing else. */
  readonly replay?: string;
  /** The baseline accepts it: it is shown, and does not break the contract. */
  readonly known?: true;
  /** Promises of the contract that this case exercised. */
  readonly covers: readonly string[];
  /** ms. */
  readonly duration: number;
  readonly transcript?: Transcript;
}

/** Which promises of the contract were really exercised. */
export interface Coverage {
  readonly promises: readonly PromiseCoverage[];
  readonly exercised: number;
  readonly total: number;
  /** Percent that were asked for; with less, the contract is not held. */
  readonly least?: number;
}

export interface PromiseCoverage {
  readonly id: string;
  readonly title: string;
  readonly endpoint?: EndpointId;
  readonly exercised: boolean;
  /** Why not. */
  readonly reason?: string;
}

/** What a run of `verify` found. It always returns one, whatever the backend does. */
export interface Result {
  readonly contract: {
    readonly title: string;
    readonly version: string;
    readonly file: string;
    readonly perspective: Perspective;
  };
  readonly target: string;
  readonly origin: string | undefined;
  /** Where the document has several deployments: the servers that the backend was held to, and those that were left out. */
  readonly deployment?: Deployment;
  /** Where each endpoint and companion is, by its id: `/ws`, `GET /health`. */
  readonly addresses?: Readonly<Record<string, string>>;
  readonly cases: readonly CaseResult[];
  readonly coverage: Coverage;
  /** Did any TCP connection to the target succeed? */
  readonly reached: boolean;
  /** Where `reached` is false: why, in one sentence, and what to do. */
  readonly unreached?: {
    readonly cause: string;
    readonly remedy: string;
    /** What else was found out about it, such as what listens instead. */
    readonly verdict?: FindingVerdict;
  };
  /** The run was ended before all of its cases were run. */
  readonly interrupted?: true;
  /** It was ended because its time, in ms, was over. */
  readonly timedOut?: number;
  /** It was ended for the backend's sake: why. */
  readonly stopped?: string;
  readonly baseline?: BaselineOutcome;
  /** Wall time, ms. */
  readonly duration: number;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** Names of servers. Neither is empty. */
export interface Deployment {
  readonly chosen: readonly string[];
  readonly left: readonly string[];
}

/** What a baseline file had to do with a run. */
export interface BaselineOutcome {
  readonly file: string;
  /** Keys that it accepts, and that are no longer broken: they can be taken out. */
  readonly mended: readonly string[];
}

export type Counts = Readonly<Record<Outcome, number>>;

export function countOutcomes(cases: readonly CaseResult[]): Counts {
  const counts = { passed: 0, failed: 0, warned: 0, observed: 0, 'not-observed': 0, skipped: 0 };
  for (const { finding } of cases) counts[finding.outcome] += 1;
  return counts;
}
