import { parseReplayId } from '../checks/replay.ts';
import type { Contract } from '../contract/contract.ts';
import type { CaseResult, Result } from '../result/result.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { attachLog, type Span } from './attach-log.ts';
import { deploymentOf } from './choose-deployment.ts';
import { coverageOf } from './coverage.ts';
import { diagnoseRefusals, diagnoseUnreached } from './diagnose-refusals.ts';
import { foldConsequences, withoutHollow } from './fold-consequences.ts';
import { firstOrigin, type OpenRun, openRun } from './open-run.ts';
import { seedOf } from './plan.ts';
import { retryFailed } from './retry-failed.ts';
import { retryRefused } from './retry-refused.ts';
import { runAll } from './run-all.ts';
import { isInterrupted, runCase } from './run-case.ts';
import { shrinkFailed } from './shrink-failed.ts';
import { createVainWaits } from './vain-waits.ts';
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

async function hold(whole: Contract, options: VerifyOptions): Promise<Result> {
  const startedAt = new Date().toISOString();
  const run = await openRun(whole, options);
  const { contract } = run.context;
  const { clock, context, unreached } = run;
  const planned = run.planned.filter(({ check }) => check.last !== true);
  try {
    const began = run.began;
    options.onEvent?.({ type: 'run-started', total: run.planned.length });
    const results = await judged(contract, { ...run, planned }, options, run.planned.length);
    const timedOut = run.timedOut();
    const stopped = run.stopped();
    const coverage = coverageOf(contract, withoutHollow(planned, results));
    const folded = foldConsequences(contract, planned, withoutHollow(planned, results));
    const asked = { contract, run, insecure: options.insecure === true };
    const isAsked = isDiagnosing(options);
    const verdict = isAsked && unreached !== undefined ? await diagnoseUnreached(asked) : undefined;
    const told = isAsked ? await diagnoseRefusals(asked, folded) : folded;
    const deployment = deploymentOf(whole, contract);
    const last = await runLast(run, options, results.length);
    const result: Result = {
      contract: {
        title: contract.title,
        version: contract.version,
        file: contract.file,
        perspective: contract.perspective,
      },
      target: run.target,
      origin: options.origin ?? firstOrigin(contract, context),
      ...(deployment === undefined ? {} : { deployment }),
      addresses: addressesOf(contract),
      cases: [...told, ...last],
      coverage: options.minCoverage === undefined ? coverage : { ...coverage, least: options.minCoverage },
      reached: unreached === undefined && wasReached(results),
      ...(unreached === undefined
        ? {}
        : { unreached: { ...unreached, ...(verdict === undefined ? {} : { verdict }) } }),
      ...(isInterrupted(run) ? { interrupted: true as const } : {}),
      ...(timedOut === undefined ? {} : { timedOut }),
      ...(stopped === undefined ? {} : { stopped }),
      duration: Math.round(clock.now() - began),
      startedAt,
    };
    options.onEvent?.({ type: 'run-finished', result });
    return result;
  } finally {
    run.close();
  }
}

/** What ends the backend: when nobody asks it anything any more. */
async function runLast(run: OpenRun, { onEvent }: VerifyOptions, done: number): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of run.planned.filter(({ check }) => check.last === true)) {
    onEvent?.({ type: 'case-started', key: one.key, title: one.case.title });
    const result = await runCase(one, run);
    results.push(result);
    onEvent?.({ type: 'case-finished', result, done: done + results.length, total: run.planned.length });
  }
  return results;
}

/** Every case run, what failed tried once more, and what the backend wrote beside it. */
async function judged(
  contract: Contract,
  run: OpenRun,
  options: VerifyOptions,
  total: number,
): Promise<readonly CaseResult[]> {
  const { clock, planned } = run;
  const spans = new Map<Transcript, Span>();
  const timed: OpenRun = {
    ...run,
    onSpan: (transcript, span) => spans.set(transcript, span),
  };
  const waits = createVainWaits();
  const results = await runAll(timed, options, waits, total);
  const runOne = (one: (typeof planned)[number]): Promise<CaseResult> => runCase(one, timed);
  await retryRefused(planned, results, runOne);
  await retryFailed({
    planned,
    results,
    clock,
    limit: options.retries ?? RETRIES,
    told: () => foldConsequences(contract, planned, withoutHollow(planned, results)),
    runOne,
    isHopeless: waits.isHopeless,
    isOver: () => isInterrupted(run),
  });
  const path = options.replay === undefined ? undefined : parseReplayId(options.replay)?.path;
  await shrinkFailed({
    planned,
    results,
    seed: seedOf(options),
    ...(path === undefined ? {} : { path }),
    clock,
    runOne,
    isOver: () => isInterrupted(run),
  });
  return options.readLog === undefined
    ? results
    : attachLog(results, spans, options.readLog, clock, run.secrets);
}

/** Where scripts are run in memory there is nobody else to ask. */
function isDiagnosing({ diagnose, profile, transport }: VerifyOptions): boolean {
  return transport === undefined && (diagnose ?? profile !== 'safe');
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
