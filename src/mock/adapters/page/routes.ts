import type { Contract } from '../../../contract/contract.ts';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { servedContract, serversOf } from '../../../contract/served-contract.ts';
import { compileAddress } from '../../../rules/address.ts';
import { parseRequestTarget } from '../../request-target.ts';
import { pathAt, type Site, sitesOf, targetAt } from './site.ts';

/** The URLs that are the contract's. */
export interface Routes {
  readonly sites: readonly Site[];
  /** An endpoint's URL at the first of its servers, with that path and query of the contract. */
  urlOf(endpoint: Endpoint, target: string): string;
  /** The endpoint at a URL, absent ones too, and the URL's path and query as the contract has them. */
  endpointAt(url: URL): { readonly endpoint: Endpoint; readonly target: string } | undefined;
  /** The path and query of a URL of these servers. */
  targetAt(url: URL): string | undefined;
}

/** @param url as in `sitesOf` */
export function routesOf(whole: Contract, url?: string): Routes {
  const contract = servedContract(whole);
  const sites = sitesOf(contract, url);
  const siteOf = (endpoint: Endpoint): readonly Site[] =>
    sites.filter(({ server }) => serversOf(endpoint).includes(server));
  const rows = contract.endpoints.map((endpoint) => ({
    endpoint,
    sites: siteOf(endpoint),
    address: compileAddress(endpoint.address),
  }));
  return {
    sites,
    urlOf(endpoint, target) {
      const [site] = siteOf(endpoint);
      return site === undefined ? target : `${site.ws}${pathAt(site, target)}`;
    },
    endpointAt(at) {
      for (const { endpoint, sites: own, address } of rows) {
        for (const site of own) {
          const target = at.href.startsWith(site.ws) ? targetAt(site, at) : undefined;
          const path = target === undefined ? undefined : parseRequestTarget(target)?.path;
          if (target !== undefined && path !== undefined && address.match(path) !== undefined)
            return { endpoint, target };
        }
      }
      return undefined;
    },
    targetAt(at) {
      for (const site of sites) {
        const target = targetAt(site, at);
        if (target !== undefined) return target;
      }
      return undefined;
    },
  };
}
