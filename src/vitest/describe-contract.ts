import { afterAll, beforeAll, describe, type TestContext, test } from 'vitest';
import { type LoadContractOptions, loadContract } from '../load/load-contract.ts';
import { findingText } from '../report/verify/finding-rows.ts';
import type { CaseResult } from '../result/result.ts';
import { type OpenRun, openRun } from '../verify/open-run.ts';
import { isMeant, type PlannedCase } from '../verify/plan.ts';
import { planOffline } from '../verify/plan-offline.ts';
import { isAlone } from '../verify/run-all.ts';
import { runCase } from '../verify/run-case.ts';
import { type StartedBackend, startBackend } from '../verify/start-backend.ts';
import { createVainWaits } from '../verify/vain-waits.ts';
import type { VerifyOptions } from '../verify/verify-options.ts';

/** How a contract is described: where the backend is, or how to start it, and what of `verify`'s options apply. */
export interface ContractOptions
  extends Pick<
      VerifyOptions,
      | 'origin'
      | 'credentials'
      | 'insecure'
      | 'only'
      | 'skip'
      | 'profile'
      | 'seed'
      | 'timing'
      | 'hooks'
      | 'states'
    >,
    Pick<LoadContractOptions, 'perspective' | 'overlays' | 'allowRemote'> {
  /** `ws://host:port`, or several `server=url`. With `start`: where it listens, `ws://127.0.0.1:{port}` by default. */
  readonly target?: string | readonly string[];
  /** Starts the backend before the first test, and stops it after the last one; `{port}` becomes a free port. */
  readonly start?: string;
  /** A URL that answers, or a text in the log, once the backend is up. Default: the target takes connections. */
  readonly ready?: string;
  /** ms. Default 30 s. */
  readonly readyTimeout?: number;
}

const READY_TIMEOUT = 30_000;
/** ms beside what the script of a case may take. */
const MARGIN = 10_000;

/**
 * Makes one vitest test of each case of a contract: named by its key, so that `-t`, `--shard`, watch and `retry` work as
 * for any other. What fails fails; what was not tried or not observed is skipped with its reason; a warning is an
 * annotation. The backend is asked for nothing before the first test runs.
 *
 * @param document a path, from the working directory, or a URL.
 */
export function describeContract(document: string, options: ContractOptions): void {
  const { target, ...rest } = options;
  describe(document, async () => {
    const { contract } = await loadContract(document, {
      ...(options.perspective === undefined ? {} : { perspective: options.perspective }),
      ...(options.overlays === undefined ? {} : { overlays: options.overlays }),
      ...(options.allowRemote === undefined ? {} : { allowRemote: options.allowRemote }),
    });
    let backend: StartedBackend | undefined;
    let run: OpenRun | undefined;

    beforeAll(
      async () => {
        backend = await startIfAsked(options);
        await options.hooks?.before?.();
        const targets = backend === undefined ? [target ?? []].flat() : [backend.target];
        run = await openRun(contract, { ...rest, targets });
        if (run.unreached !== undefined)
          throw new Error(`The backend was not reached: ${run.unreached.cause} ${run.unreached.remedy}`);
      },
      (options.readyTimeout ?? READY_TIMEOUT) + MARGIN,
    );
    afterAll(async () => {
      try {
        run?.close();
        await options.hooks?.after?.(undefined);
      } finally {
        await backend?.stop();
      }
    }, MARGIN);

    const waits = createVainWaits();
    const planned = { ...rest, ...(target === undefined ? {} : { targets: placesOf(target) }) };
    for (const { one, alone } of inOrder(planOffline(contract, planned), Object.keys(options.states ?? {}))) {
      const within = (one.case.script?.deadline ?? 0) + MARGIN;
      const make = alone ? test : test.concurrent;
      make(`${one.key}: ${one.case.title}`, { timeout: within }, async (context) => {
        // The backend's own logins may give other cases than the document's.
        const real = run?.planned.find(({ key }) => key === one.key);
        if (run === undefined || real === undefined)
          return context.skip('The backend lets in nobody whom this case needs.');
        const result = await runCase(real, { ...run, unreached: run.unreached ?? waits.reasonToSkip(real) });
        waits.note(real, result);
        tell(result, context);
      });
    }
  });
}

/** Where the backend is, for the choice of a deployment: which port it will have tells nothing. */
function placesOf(target: string | readonly string[]): readonly string[] {
  return [target].flat().map((text) => text.replaceAll('{port}', '80'));
}

function startIfAsked({
  start,
  ready,
  readyTimeout,
  target,
}: ContractOptions): Promise<StartedBackend> | undefined {
  const [first] = [target ?? []].flat();
  if (start === undefined) return undefined;
  return startBackend({
    command: start,
    ...(first === undefined ? {} : { target: first }),
    ...(ready === undefined ? {} : { ready }),
    ...(readyTimeout === undefined ? {} : { within: readyTimeout }),
  });
}

/** Beside each other first, then one by one what wants to be alone, then what may do harm. */
function inOrder(
  planned: readonly PlannedCase[],
  states: readonly string[],
): readonly { readonly one: PlannedCase; readonly alone: boolean }[] {
  const marked = planned.map((one) => ({
    one,
    disturbs: one.check.disturbs === true,
    alone: isAlone(one) || one.check.disturbs === true || states.some((name) => isMeant(one, name)),
  }));
  return [
    ...marked.filter(({ alone }) => !alone),
    ...marked.filter(({ alone, disturbs }) => alone && !disturbs),
    ...marked.filter(({ disturbs }) => disturbs),
  ];
}

function tell(result: CaseResult, context: TestContext): Promise<unknown> | undefined {
  const { finding } = result;
  switch (finding.outcome) {
    case 'failed':
      throw broken(findingText(result));
    case 'warned':
      return context.annotate(findingText(result), 'warning');
    case 'skipped':
    case 'not-observed':
      return context.skip([finding.message, finding.remedy ?? ''].join(' ').trim());
    default:
      return undefined;
  }
}

/** Its stack would name the runner, and nothing of the backend or the test. */
function broken(text: string): Error {
  const error = new Error(text);
  error.name = 'BrokenPromise';
  error.stack = `${error.name}: ${text}`;
  return error;
}
