import type { Contract, Server } from '../contract/contract.ts';
import type { Endpoint, EndpointId } from '../contract/endpoint.ts';
import { isLoopback, serversOf, withEndpoints } from '../contract/served-contract.ts';
import { type ParsedTarget, parseTarget } from '../dial/parse-target.ts';
import type { Deployment } from '../result/result.ts';
import { splitTarget } from './targets.ts';

/**
 * The contract without the endpoints of other deployments. Production and development are often servers of one
 * document, with the same channels behind different pathnames; a target is one of them, and `/v1/chat` need not exist
 * where `/chat` does. Of endpoints with the same channels the one stays whose server was named, else whose host is the
 * target's, else that is on this machine as the target is, else the document's first.
 * @throws CountersignError `target.bad-url`
 */
export function chooseDeployment(contract: Contract, values: readonly string[]): Contract {
  const given = values.map(splitTarget);
  const named = new Set(given.flatMap(({ server }) => server ?? []));
  const general = given.find(({ server }) => server === undefined);
  // Who names a server and gives another target too means each of them.
  if (named.size > 0 && general !== undefined) return contract;
  const target = general === undefined ? undefined : parseTarget(general.url);
  const left = new Set<EndpointId>();
  for (const same of deployments(contract)) {
    if (same.length < 2) continue;
    const chosen = same.filter((endpoint) => serversOf(endpoint).some((name) => named.has(name)));
    const kept = named.size > 0 ? chosen : [nearestOf(contract, same, target)];
    for (const endpoint of kept.length === 0 ? [] : same) if (!kept.includes(endpoint)) left.add(endpoint.id);
  }
  return left.size === 0 ? contract : withEndpoints(contract, ({ id }) => !left.has(id));
}

/** What was chosen, and what was left out; `undefined` where nothing was. */
export function deploymentOf(whole: Contract, chosen: Contract): Deployment | undefined {
  const kept = new Set(chosen.endpoints.map(({ id }) => id));
  const left = whole.endpoints.filter(({ id }) => !kept.has(id));
  const servers = new Set(chosen.endpoints.flatMap(serversOf));
  const others = new Set(left.flatMap(serversOf).filter((name) => !servers.has(name)));
  return others.size === 0 || servers.size === 0 ? undefined : { chosen: [...servers], left: [...others] };
}

/** Endpoints that have the same channels. */
function deployments({ endpoints }: Contract): readonly (readonly Endpoint[])[] {
  const byChannels = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const key = JSON.stringify(endpoint.channels);
    const known = byChannels.get(key);
    if (known === undefined) byChannels.set(key, [endpoint]);
    else known.push(endpoint);
  }
  return [...byChannels.values()];
}

function nearestOf(
  { servers }: Contract,
  same: readonly Endpoint[],
  target: ParsedTarget | undefined,
): Endpoint | undefined {
  if (target === undefined) return same[0];
  const having = (fits: (server: Server) => boolean): Endpoint | undefined =>
    same.find((endpoint) =>
      serversOf(endpoint).some((name) => {
        const one = servers[name];
        return one !== undefined && fits(one);
      }),
    );
  return (
    having((server) => sameHost(server, target)) ??
    (isLoopback(target.host) ? having(({ host }) => isLoopback(nameOf(host))) : undefined) ??
    same[0]
  );
}

function sameHost({ host, protocol }: Server, target: ParsedTarget): boolean {
  const port = Number(/:(\d+)$/.exec(host)?.[1] ?? (protocol === 'wss' || protocol === 'https' ? 443 : 80));
  const name = nameOf(host);
  return port === target.port && (name === target.host || (isLoopback(name) && isLoopback(target.host)));
}

const nameOf = (host: string): string => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
