import type { CheckCase } from '../checks/check.ts';
import type { Contract, Server } from '../contract/contract.ts';
import { companionOf, endpointOf } from '../contract/queries.ts';
import type { Transport } from '../dial/transport.ts';

/** Each server's transport by its name, made when it is first needed; the first server's where no name is given. */
export function createTransports(
  contract: Contract,
  make: (server: Server) => Transport,
): (server: string | undefined) => Transport {
  const made = new Map<string, Transport>();
  return (name) => {
    const server = serverOf(contract, name);
    let transport = made.get(server.name);
    if (transport === undefined) {
      transport = make(server);
      made.set(server.name, transport);
    }
    return transport;
  };
}

/** Where a case is run: its connections on its endpoint's server, its requests each on that of its companion. */
export function caseTransport(
  one: CheckCase,
  transportOf: (server: string | undefined) => Transport,
  contract: Contract,
): Transport {
  const endpoint = one.endpoint === undefined ? undefined : endpointOf(contract, one.endpoint);
  const companion = one.companion === undefined ? undefined : companionOf(contract, one.companion);
  const sockets = transportOf(endpoint?.server ?? one.server ?? companion?.server);
  return {
    base: sockets.base,
    open: (opening, within) => sockets.open(opening, within),
    request: (step) => {
      const asked = step.companion === undefined ? companion : companionOf(contract, step.companion);
      return transportOf(asked?.server ?? endpoint?.server ?? one.server).request(step);
    },
  };
}

function serverOf(contract: Contract, name: string | undefined): Server {
  const server =
    (name === undefined ? undefined : contract.servers[name]) ?? Object.values(contract.servers)[0];
  if (server === undefined) throw new RangeError('The contract has no server.');
  return server;
}
