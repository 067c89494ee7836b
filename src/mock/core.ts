import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { servedContract } from '../contract/served-contract.ts';
import { createEngine } from '../engine/create-engine.ts';
import { registerPrecompiled } from '../schema/precompiled-for.ts';
import { type Clock, createSystemClock } from './clock.ts';
import { createControls, demandScenario } from './controls.ts';
import { createDriver, type Driver } from './driver.ts';
import { exampleTarget } from './example-url.ts';
import { checkHandlers } from './handlers/check-handlers.ts';
import { type CodePlaces, noPlaces } from './handlers/code-places.ts';
import { createJournal } from './journal.ts';
import { createMask, type Mask } from './mask.ts';
import { demandMessage, receivedIn } from './received.ts';
import type { BehaviourOptions, MockVerbs } from './verbs.ts';
import { violationOf } from './violation.ts';
import { receivers, waitFor } from './wait-for.ts';
import { inIdleTime } from './warm-up.ts';
import { watchReconnects } from './watch-reconnects.ts';

const DEFAULT_JOURNAL_SIZE = 10_000;
const DEFAULT_WITHIN = 5_000;

/** What a transport gives to the core. */
export interface Surroundings {
  /** `ws://127.0.0.1:4600` in front of that path and query, or wherever the endpoint is. */
  readonly urlOf: (endpoint: Endpoint, target: string) => string;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default: no place in the user's code is told of. */
  readonly places?: CodePlaces;
}

/** A mock without a transport. An adapter brings handshakes, frames and requests to the driver, and adds no behaviour. */
export interface Core {
  readonly driver: Driver;
  /** Of the contract that is followed now. */
  readonly mask: Mask;
  /** The one that is followed now, with the endpoints that one server can have. */
  contract(): Contract;
  readonly verbs: MockVerbs;
  /** Ends every connection with 1001, and every timer. */
  stop(): void;
}

/**
 * Mocks a contract, whatever carries the messages; nothing here is Node's. Throws `mock.unknown-fault`,
 * `mock.bad-fault`, `mock.unknown-scenario`, `mock.invalid-handlers`, `contract.stale-validators`.
 */
export function createCore(whole: Contract, options: BehaviourOptions, surroundings: Surroundings): Core {
  const { seed, push, faults, scenarios, now = Date.now } = options;
  const { urlOf, clock = createSystemClock(), places = noPlaces } = surroundings;
  if (options.validators !== undefined) registerPrecompiled(whole, options.validators);
  let contract = servedContract(whole);
  let currentMask = createMask(contract);
  for (const name of scenarios ?? []) demandScenario(contract, name);
  const epoch = now() - clock.now();
  const journal = createJournal(options.journalSize ?? DEFAULT_JOURNAL_SIZE);
  if (options.onEntry !== undefined) journal.listen(options.onEntry);
  watchReconnects(journal);
  const mask = following(() => currentMask);
  const driver = createDriver({
    contract,
    createEngine: (of, isHandled) =>
      createEngine(of, {
        startedAt: epoch,
        isHandled,
        ...(seed === undefined ? {} : { seed }),
        ...(push === undefined ? {} : { push }),
        ...(faults === undefined ? {} : { faults }),
        ...(scenarios === undefined ? {} : { scenarios }),
        allowQueryFaults: options.allowQueryFaults ?? false,
      }),
    clock,
    journal,
    mask,
    epoch,
    strict: options.strict ?? false,
    places,
  });
  const follow: MockVerbs['useHandlers'] = (handlers) =>
    driver.useHandlers(checkHandlers(contract, handlers, 'The option "handlers"'));
  follow(options.handlers ?? {});
  let cool = inIdleTime(driver.warmUp());
  const warmAgain = (): void => {
    cool();
    cool = inIdleTime(driver.warmUp());
  };

  const controls = createControls(driver, () => contract, faults);
  const verbs: MockVerbs = {
    journal,
    endpoints: () =>
      contract.endpoints
        .filter((endpoint) => endpoint.absent === undefined)
        .map((endpoint) => ({ id: endpoint.id, url: urlOf(endpoint, exampleTarget(endpoint)) })),
    received: (message, partial) => {
      if (message !== undefined) demandMessage(contract, 'client', message);
      return journal.entries().flatMap((entry) => receivedIn(entry, message, partial) ?? []);
    },
    waitFor: (message, partial, { within = DEFAULT_WITHIN } = {}) => {
      demandMessage(contract, 'client', message);
      return waitFor(journal, message, partial, within);
    },
    violations: () => journal.entries().filter((entry) => violationOf(entry) !== undefined),
    push(message, payload, to = {}) {
      demandMessage(contract, 'server', message);
      for (const endpoint of receivers(contract, message, to.endpoint)) {
        driver.push({
          endpoint,
          message,
          ...(payload === undefined ? {} : { payload }),
          ...(to.connection === undefined ? {} : { connection: to.connection }),
        });
      }
    },
    connections: () => driver.connections(),
    useHandlers: follow,
    reload(next) {
      contract = servedContract(next);
      currentMask = createMask(contract);
      const reloaded = driver.reload(contract);
      warmAgain();
      return reloaded;
    },
    ...controls,
    reset() {
      controls.reset();
      warmAgain();
    },
  };
  return {
    driver,
    mask,
    contract: () => contract,
    verbs,
    stop() {
      cool();
      driver.stop(1001, 'The mock is closing.');
    },
  };
}

function following(current: () => Mask): Mask {
  return {
    target: (path, query) => current().target(path, query),
    text: (text, request) => current().text(text, request),
    isSecret: (name) => current().isSecret(name),
    credential: (request) => current().credential(request),
  };
}
