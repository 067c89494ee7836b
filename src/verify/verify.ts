import type { Contract } from '../contract/contract.ts';
import type { CaseResult, Result } from '../result/result.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { attachLog, type Span } from './attach-log.ts';
import { coverageOf } from './coverage.ts';
import { foldConsequences, withoutHollow } from './fold-consequences.ts';
import { firstOrigin, type OpenRun, openRun } from './open-run.ts';
import { retryFailed } from './retry-failed.ts';
import { retryRefused } from './retry-refused.ts';
import { runAll } from './run-all.ts';
import { isInterrupted, runCase } from './run-case.ts';
import type { VerifyOptions } from './verify-options.ts';

export type { VerifyOptions } from './verify-options.ts';

const RETRIES = 10;

/**
 * Holds a backend to its contract. It returns a result whatever the backend does, in bounded time.
 * @throws CountersignError `target.bad-url`; `cli.bad-value` when `only`, `skip` or a target names nothing.
 */
export async function verify(contract: Contract, options: VerifyOptions): Promise<Result> {
  let result: Result | undefined;
  try {
    await options.hooks?.before?.();
    result = await hold(contract, options);
  } finally {
    await options.hooks?.after?.(result);
  }
  return result;
}

async function hold(contract: Contract, options: VerifyOptions): Promise<Result> {
  const startedAt = new Date().toISOString();
  const run = await openRun(contract, options);
  const { clock, context, planned, unreached } = run;
  try {
    const began = run.began;
    options.onEvent?.({ type: 'run-started', total: planned.length });
    const results = await judged(contract, run, options);
    const timedOut = run.timedOut();
    const coverage = coverageOf(contract, withoutHollow(planned, results));
    const result: Result = {
      contract: {
        title: contract.title,
        version: contract.version,
        file: contract.file,
        perspective: contract.perspective,
      },
      target: run.target,
      origin: options.origin ?? firstOrigin(contract, context),
      addresses: addressesOf(contract),
      cases: foldConsequences(contract, planned, withoutHollow(planned, results)),
      coverage: options.minCoverage === undefined ? coverage : { ...coverage, least: options.minCoverage },
      reached: unreached === undefined && wasReached(results),
      ...(unreached === undefined ? {} : { unreached }),
      ...(isInterrupted(run) ? { interrupted: true as const } : {}),
      ...(timedOut === undefined ? {} : { timedOut }),
      duration: Math.round(clock.now() - began),
      startedAt,
    };
    options.onEvent?.({ type: 'run-finished', result });
    return result;
  } finally {
    run.close();
  }
}

/** Every case run, what failed tried once more, and what the backend wrote beside it. */
async function judged(
  contract: Contract,
  run: OpenRun,
  options: VerifyOptions,
): Promise<readonly CaseResult[]> {
  const { clock, planned } = run;
  const spans = new Map<Transcript, Span>();
  const timed: OpenRun = {
    ...run,
    onSpan: (transcript, span) => spans.set(transcript, span),
  };
  const results = await runAll(timed, options);
  const runOne = (one: (typeof planned)[number]): Promise<CaseResult> => runCase(one, timed);
  await retryRefused(planned, results, runOne);
  await retryFailed({
    planned,
    results,
    clock,
    limit: options.retries ?? RETRIES,
    told: () => foldConsequences(contract, planned, withoutHollow(planned, results)),
    runOne,
    isOver: () => isInterrupted(run),
  });
  return options.readLog === undefined
    ? results
    : attachLog(results, spans, options.readLog, clock, run.secrets);
}

/** Did any TCP connection succeed? Where nothing was tried, nothing says otherwise. */
function wasReached(results: readonly CaseResult[]): boolean {
  const outcomes = results.flatMap(({ transcript }) =>
    transcript === undefined
      ? []
      : [
          ...Object.values(transcript.connections).map(({ handshake }) => handshake.outcome),
          ...Object.values(transcript.answers).map(({ outcome }) => outcome),
        ],
  );
  const reached = outcomes.some(
    (outcome) => outcome.kind !== 'failed' || outcome.stage === 'answer' || outcome.stage === 'tls',
  );
  return outcomes.length === 0 || reached;
}

function addressesOf(contract: Contract): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...contract.companions.map(({ id, method, address }) => [id, `${method} ${address}`]),
    ...contract.endpoints.map(({ id, address }) => [id, address]),
  ]);
}
