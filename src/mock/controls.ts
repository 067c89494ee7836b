import type { Contract } from '../contract/contract.ts';
import { endpointOf } from '../contract/queries.ts';
import type { ConnectionId } from '../engine/engine.ts';
import { faultNamed } from '../engine/faults/catalogue.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import type { Driver } from './driver-types.ts';
import type { Mock } from './mock.ts';
import type { Connection } from './session.ts';

/** What of a mock can be changed from outside while it runs. */
export type Controls = Pick<Mock, 'faults' | 'setFaults' | 'play' | 'disconnect' | 'reset'>;

/**
 * @param contract the one that the mock follows now
 * @param initial the faults that it started with, and has again after a reset
 */
export function createControls(
  driver: Driver,
  contract: () => Contract,
  initial: readonly string[] = [],
): Controls {
  let faults = initial;
  return {
    faults: () => faults,
    setFaults(next) {
      const wanted = [...new Set(next)];
      for (const name of wanted) faultNamed(name, contract());
      faults = wanted;
      driver.commit(wanted);
    },
    play(name, { connection } = {}) {
      const endpoint = demandScenario(contract(), name);
      if (connection !== undefined) {
        const at = demandConnection(driver, connection).endpoint;
        if (at !== endpoint)
          throw new CountersignError(
            'mock.unknown-scenario',
            `The scenario "${name}" belongs to the endpoint "${endpoint}", and connection ${connection} is one of "${at}".`,
            { fix: `Name a connection of "${endpoint}".` },
          );
      }
      const to = driver
        .connections()
        .filter(
          (one) =>
            one.endpoint === endpoint &&
            one.state === 'open' &&
            (connection === undefined || one.id === connection),
        )
        .map(({ id }) => id);
      for (const id of to) driver.play(name, id);
      return to;
    },
    disconnect(connection, code = 1000, reason = '') {
      demandConnection(driver, connection);
      driver.end(connection, demandCode(code), reason);
    },
    reset() {
      faults = initial;
      driver.reset();
    },
  };
}

/** The connection of that number. Throws `mock.unknown-connection`. */
export function demandConnection(
  { connections }: Pick<Driver, 'connections'>,
  connection: ConnectionId,
): Connection {
  const open = connections();
  const found = open.find(({ id }) => id === connection);
  if (found !== undefined) return found;
  throw new CountersignError('mock.unknown-connection', `No connection ${connection} is open.`, {
    fix:
      open.length === 0
        ? 'Nobody is connected.'
        : `Open are ${open
            .slice(0, 20)
            .map(({ id }) => id)
            .join(', ')}.`,
  });
}

/** The endpoint of that scenario. Throws `mock.unknown-scenario`. */
export function demandScenario(contract: Contract, name: string): string {
  const playable = contract.scenarios.filter(
    ({ endpoint }) => endpoint !== undefined && endpointOf(contract, endpoint) !== undefined,
  );
  const endpoint = playable.find((one) => one.name === name)?.endpoint;
  if (endpoint !== undefined) return endpoint;
  const names = playable.map((one) => one.name);
  throw new CountersignError(
    'mock.unknown-scenario',
    `The contract has no scenario "${name}" that a mock can play.${didYouMean(name, names)}`,
    {
      fix: names.length === 0 ? 'The document has none on a WebSocket.' : `Name one of ${names.join(', ')}.`,
    },
  );
}

/** RFC 6455 §7.4: some codes may not stand on the wire. */
function demandCode(code: number): number {
  faultNamed(`close-${code}`);
  return code;
}
