import type { Contract } from './contract.ts';
import type { Endpoint } from './endpoint.ts';

/**
 * The contract as one server can serve it. Where production and development have one address and demand different
 * things there, they are two endpoints, and one port can be only one of them: the one whose host is this machine, else
 * the document's first.
 */
export function servedContract(contract: Contract): Contract {
  const byAddress = new Map<string, Endpoint>();
  for (const endpoint of contract.endpoints) {
    const address = endpoint.address.replaceAll(/\{[^}]*\}/g, '{}');
    const known = byAddress.get(address);
    if (known === undefined || (!isLocal(contract, known) && isLocal(contract, endpoint)))
      byAddress.set(address, endpoint);
  }
  const served = new Set(byAddress.values());
  if (served.size === contract.endpoints.length) return contract;
  return withEndpoints(contract, (endpoint) => served.has(endpoint));
}

/** The contract without those endpoints, their scenarios, and the servers that have nothing else. */
export function withEndpoints(contract: Contract, stays: (endpoint: Endpoint) => boolean): Contract {
  const endpoints = contract.endpoints.filter(stays);
  const left = new Set(contract.endpoints.filter((one) => !endpoints.includes(one)).map(({ id }) => id));
  const gone = new Set(contract.endpoints.flatMap(serversOf));
  for (const server of [...endpoints.flatMap(serversOf), ...contract.companions.map((one) => one.server)])
    gone.delete(server);
  const without = <T>(byServer: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(byServer).filter(([server]) => !gone.has(server)));
  return {
    ...contract,
    servers: without(contract.servers),
    endpoints,
    scenarios: contract.scenarios.filter(({ endpoint }) => endpoint === undefined || !left.has(endpoint)),
    unknownPath: without(contract.unknownPath),
  };
}

/** The servers that have this endpoint. */
export function serversOf({ server, alternatives = [] }: Endpoint): readonly string[] {
  return [server, ...alternatives];
}

/** `host`, without a port. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?|0\.0\.0\.0)$/i.test(host);
}

function isLocal({ servers }: Contract, endpoint: Endpoint): boolean {
  return serversOf(endpoint).some((name) => isLoopback(servers[name]?.host.replace(/:\d+$/, '') ?? ''));
}
