import { setMaxListeners } from 'node:events';
import type { CheckContext, Timing } from '../checks/check.ts';
import { CHECKS } from '../checks/checks.ts';
import { clientAnswers } from '../checks/client-answers.ts';
import { type ContextOptions, createCheckContext } from '../checks/context.ts';
import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { servedContract } from '../contract/served-contract.ts';
import { systemClock } from '../dial/system-clock.ts';
import { createSampler } from '../schema/sampler.ts';
import { validatorsOf } from '../schema/validators-of.ts';
import { createTransports } from './case-transport.ts';
import { chooseDeployment } from './choose-deployment.ts';
import { createCredentialStore, NO_CREDENTIALS } from './credential-store.ts';
import { createOverTime } from './over-time.ts';
import { type PlannedCase, planCases, seedOf } from './plan.ts';
import { createRateGate } from './rate-gate.ts';
import { recognisingTransport } from './recognise-answer.ts';
import type { Run } from './run-case.ts';
import { createSecrets } from './secrets.ts';
import { stopAt429 } from './stop-at-429.ts';
import { type VerifyOptions, withTarget } from './verify-options.ts';

/** Handshakes and requests in a second, where nobody says otherwise. */
export const RATE = 100;

export const DEFAULT_TIMING: Timing = { deadline: 10_000, patience: 5_000, quiet: 250 };

/** A run whose cases are planned: the backend was asked for credentials, and nothing was tried yet. */
export interface OpenRun extends Run {
  readonly planned: readonly PlannedCase[];
  /** When it was opened, by the clock. */
  readonly began: number;
  /** Redacted. */
  readonly target: string;
  /** Ends what the run keeps going. */
  close(): void;
}

/** @throws CountersignError `target.bad-url`; `cli.bad-value` when `only`, `skip` or a target names nothing. */
export async function openRun(whole: Contract, given: VerifyOptions): Promise<OpenRun> {
  const options = withTarget(whole, given);
  const contract =
    given.transport === undefined ? chooseDeployment(whole, given.targets ?? []) : servedContract(whole);
  const clock = options.clock ?? systemClock;
  const began = clock.now();
  const over = createOverTime(clock, options.timeout, options.signal);
  // Every case that runs listens to it.
  setMaxListeners(0, over.signal);
  try {
    const validators = validatorsOf(contract);
    const secrets = createSecrets();
    const contextOptions: Omit<ContextOptions, 'identities'> = {
      contract,
      validators,
      sampler: createSampler(contract, validators),
      seed: seedOf(options),
      timing: { ...DEFAULT_TIMING, ...options.timing },
      canStop: options.stopBackend !== undefined,
      origin: (endpoint) => originFor(endpoint, options),
    };
    const transportOf = createTransports(contract, (server) =>
      recognisingTransport(
        stopAt429(options.transport(server), contract, over.stop),
        contract,
        validators,
        secrets.redact,
      ),
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
    return {
      began,
      context,
      answers: clientAnswers(context),
      store,
      secrets,
      clock,
      unreached,
      signal: over.signal,
      timedOut: over.timedOut,
      stopped: over.stopped,
      ...(options.stopBackend === undefined ? {} : { stopBackend: options.stopBackend }),
      gate: createRateGate(clock, options.rate ?? RATE),
      profile: options.profile ?? 'default',
      ...(options.hooks === undefined ? {} : { hooks: options.hooks }),
      ...(options.states === undefined ? {} : { states: options.states }),
      transportOf,
      planned: planCases(options.checks ?? CHECKS, context, options),
      target: secrets.redact(options.target),
      close: over.close,
    };
  } catch (error) {
    over.close();
    throw error;
  }
}

export function originFor(
  endpoint: Endpoint,
  options: Pick<VerifyOptions, 'origin' | 'targetOrigin'>,
): string | undefined {
  const listed = endpoint.handshake.origins?.value;
  return (
    options.origin ??
    (Array.isArray(listed) ? (listed as readonly string[])[0] : undefined) ??
    options.targetOrigin
  );
}

/** The first Origin that is really sent. */
export function firstOrigin(contract: Contract, context: CheckContext): string | undefined {
  for (const endpoint of contract.endpoints) {
    const opening = context.opening(endpoint.id, undefined, { identity: 'none' });
    if (!('unready' in opening) && opening.origin !== undefined) return opening.origin;
  }
  return undefined;
}
