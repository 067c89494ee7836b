import type { Contract } from '../../../contract/contract.ts';
import { servedContract, serversOf } from '../../../contract/served-contract.ts';
import { pathAt, type Site } from '../page/site.ts';

/** What MSW compares with a URL that has lost its query. */
export interface Patterns {
  /** All endpoints, absent ones too: each link of MSW's costs a listener, and Node warns of more than ten. */
  readonly sockets: RegExp;
  /** The same, as the opening handshakes that Node's `http` sends. */
  readonly upgrades: RegExp;
  /** For each address that has companions, with their methods. */
  readonly companions: readonly { readonly url: RegExp; readonly methods: ReadonlySet<string> }[];
  /** Any WebSocket to a server of the contract. */
  readonly servers: RegExp;
}

export function patternsOf(whole: Contract, sites: readonly Site[]): Patterns {
  const contract = servedContract(whole);
  const at = (servers: readonly string[]): readonly Site[] =>
    sites.filter(({ server }) => servers.includes(server));
  const sockets = contract.endpoints.flatMap((endpoint) =>
    at(serversOf(endpoint)).map((site) => ({ site, path: pathAt(site, endpoint.address) })),
  );
  const companions = new Map<string, { url: RegExp; methods: Set<string> }>();
  for (const { server, address, method } of contract.companions) {
    for (const site of at([server])) {
      const url = patternOf(site.http, pathAt(site, address));
      const row = companions.get(url.source) ?? { url, methods: new Set() };
      companions.set(url.source, { url, methods: row.methods.add(method.toUpperCase()) });
    }
  }
  return {
    // MSW takes this prefix away from a WebSocket's path before it compares.
    sockets: anyOf(sockets.map(({ site, path }) => patternOf(site.ws, path.replace(/^\/socket\.io\//, '/')))),
    upgrades: anyOf(sockets.map(({ site, path }) => patternOf(site.http, path))),
    companions: [...companions.values()],
    servers: anyOf(sockets.map(({ site }) => new RegExp(`^${literally(site.ws + site.prefix)}(?:/|$)`))),
  };
}

function anyOf(patterns: readonly RegExp[]): RegExp {
  const sources = new Set(patterns.map(({ source }) => source));
  return new RegExp(sources.size === 0 ? '$^' : [...sources].join('|'));
}

/** `{symbol}` is one segment, or a part of one; the engine looks closer. MSW drops a `/` at the end. */
function patternOf(origin: string, address: string): RegExp {
  const path = address
    .split(/\{[^{}]*\}/)
    .map((literal) => literally(encodeURI(literal)))
    .join('[^/]+');
  return new RegExp(`^${literally(origin)}${path.replace(/\/$/, '/?')}$`);
}

function literally(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
