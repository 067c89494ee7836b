import { setMaxListeners } from 'node:events';
import type { CheckContext, Timing } from '../checks/check.ts';
import { CHECKS } from '../checks/checks.ts';
import { type ContextOptions, createCheckContext } from '../checks/context.ts';
import type { Contract } from '../contract/contract.ts';
import type { Endpoint, EndpointId } from '../contract/endpoint.ts';
import { systemClock } from '../dial/system-clock.ts';
import type { CaseResult, Result } from '../result/result.ts';
import { createValidators } from '../schema/create-validators.ts';
import { createSampler } from '../schema/sampler.ts';
import { createTransports } from './case-transport.ts';
import { coverageOf } from './coverage.ts';
import { createCredentialStore, NO_CREDENTIALS } from './credential-store.ts';
import { foldConsequences, withoutHollow } from './fold-consequences.ts';
import { type PlannedCase, planCases } from './plan.ts';
import { recognisingTransport } from './recognise-answer.ts';
import { retryRefused } from './retry-refused.ts';
import { isInterrupted, type Run, runCase } from './run-case.ts';
import { runPool } from './run-pool.ts';
import { createSecrets } from './secrets.ts';
import { type Unreached, type VerifyOptions, withTarget } from './verify-options.ts';

export type { VerifyOptions } from './verify-options.ts';

const DEFAULT_TIMING: Timing = { deadline: 10_000, patience: 5_000, quiet: 250 };

/** These take long: they begin first, so that the others go on beside them. */
const SLOW_AREAS = new Set(['stream', 'connection', 'scenario']);

/**
 * Holds a backend to its contract. It returns a result whatever the backend does, in bounded time.
 * @throws CountersignError `target.bad-url`; `cli.bad-value` when `only`, `skip` or a target names nothing.
 */
export async function verify(contract: Contract, given: VerifyOptions): Promise<Result> {
  const options = withTarget(contract, given);
  // Every case that runs listens to it.
  if (options.signal !== undefined) setMaxListeners(0, options.signal);
  const clock = options.clock ?? systemClock;
  const began = clock.now();
  const startedAt = new Date().toISOString();
  const validators = createValidators(contract);
  const secrets = createSecrets();
  const contextOptions: Omit<ContextOptions, 'identities'> = {
    contract,
    validators,
    sampler: createSampler(contract, validators),
    seed: options.seed ?? 1,
    timing: { ...DEFAULT_TIMING, ...options.timing },
    origin: (endpoint) => originFor(endpoint, options),
  };
  const transportOf = createTransports(contract, (server) =>
    recognisingTransport(options.transport(server), contract, validators, secrets.redact),
  );

  const unreached = await options.probe?.();
  const store =
    unreached !== undefined
      ? NO_CREDENTIALS
      : await createCredentialStore({
          context: contextOptions,
          given: options.credentials ?? {},
          clock,
          transport: (companion) => transportOf(companion.server),
          keepSecret: secrets.add,
        });
  const context = createCheckContext({
    ...contextOptions,
    identities: store.identities,
    ...(store.problem === undefined ? {} : { credentialProblem: store.problem }),
  });
  const planned = planCases(options.checks ?? CHECKS, context, options.only ?? [], options.skip ?? []);
  const run: Run = { context, store, secrets, clock, unreached, signal: options.signal, transportOf };
  options.onEvent?.({ type: 'run-started', total: planned.length });
  const results = withoutHollow(planned, await runAll(planned, run, options));

  const result: Result = {
    contract: {
      title: contract.title,
      version: contract.version,
      file: contract.file,
      perspective: contract.perspective,
    },
    target: secrets.redact(options.target),
    origin: options.origin ?? firstOrigin(contract, context),
    addresses: addressesOf(contract),
    cases: foldConsequences(contract, planned, results),
    coverage: coverageOf(contract, results),
    reached: unreached === undefined && wasReached(results),
    ...(unreached === undefined ? {} : { unreached }),
    ...(isInterrupted(run) ? { interrupted: true as const } : {}),
    duration: Math.round(clock.now() - began),
    startedAt,
  };
  options.onEvent?.({ type: 'run-finished', result });
  return result;
}

/** In parallel what disturbs nobody, then one by one what wants to be alone, then what may do harm. */
async function runAll(
  planned: readonly PlannedCase[],
  run: Run,
  { concurrency = 8, onEvent }: VerifyOptions,
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  const silent = new Set<EndpointId>();
  let done = 0;
  const perform = async (one: PlannedCase): Promise<void> => {
    onEvent?.({ type: 'case-started', key: one.key, title: one.case.title });
    const isSilent = one.case.endpoint !== undefined && silent.has(one.case.endpoint);
    const result = await runCase(one, isSilent ? { ...run, unreached: SILENT } : run);
    results[one.index] = result;
    if (gotNoAnswer(result)) silent.add(result.endpoint);
    done += 1;
    onEvent?.({ type: 'case-finished', result, done, total: planned.length });
  };
  const alone = planned.filter(({ check, case: one }) => check.serial === true || one.serial === true);
  const others = planned.filter((one) => !alone.includes(one));
  const harmless = others.filter(({ check }) => check.disturbs !== true);
  const isKnock = ({ check }: PlannedCase): boolean => check.area === 'handshake';
  const isSlow = ({ check }: PlannedCase): boolean => SLOW_AREAS.has(check.area);
  const inOrder = [
    ...harmless.filter(isKnock),
    ...harmless.filter(isSlow),
    ...harmless.filter((one) => !isKnock(one) && !isSlow(one)),
  ];
  await runPool(inOrder, concurrency, perform);
  await runPool(alone, 1, perform);
  await runPool(
    others.filter(({ check }) => check.disturbs === true),
    concurrency,
    perform,
  );
  await retryRefused(planned, results, (one) => runCase(one, run));
  return results;
}

/** Where a good handshake gets no answer at all, every other would only wait as long again. */
const SILENT: Unreached = {
  cause: 'a good handshake gets no answer here.',
  remedy: 'See handshake.accept.',
};

function gotNoAnswer(result: CaseResult): result is CaseResult & { readonly endpoint: EndpointId } {
  const outcome = result.transcript?.connections.a?.handshake.outcome;
  return (
    result.check === 'handshake.accept' &&
    result.endpoint !== undefined &&
    outcome?.kind === 'failed' &&
    outcome.code === 'TIMEOUT'
  );
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

function originFor(endpoint: Endpoint, options: VerifyOptions): string | undefined {
  const listed = endpoint.handshake.origins?.value;
  return (
    options.origin ??
    (Array.isArray(listed) ? (listed as readonly string[])[0] : undefined) ??
    options.targetOrigin
  );
}

function firstOrigin(contract: Contract, context: CheckContext): string | undefined {
  for (const endpoint of contract.endpoints) {
    const opening = context.opening(endpoint.id, undefined, { identity: 'none' });
    if (!('unready' in opening) && opening.origin !== undefined) return opening.origin;
  }
  return undefined;
}

function addressesOf(contract: Contract): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...contract.companions.map(({ id, method, address }) => [id, `${method} ${address}`]),
    ...contract.endpoints.map(({ id, address }) => [id, address]),
  ]);
}
