import type { Contract } from '../contract/contract.ts';
import { compileAddress } from '../rules/address.ts';
import { OWN_PATH } from './own-pages.ts';
import { parseRequestTarget } from './request-target.ts';

/** Which requests to somebody's server are the mock's. */
export interface OwnPaths {
  /** An opening handshake for an endpoint; also for one that the contract says is absent. */
  handshake(target: string): boolean;
  /** A companion, or a page of Countersign's own. */
  request(target: string): boolean;
}

export function createOwnPaths(contract: Contract): OwnPaths {
  const endpoints = contract.endpoints.map(({ address }) => compileAddress(address));
  const companions = contract.companions.map(({ address }) => compileAddress(address));
  const pathOf = (target: string): string => parseRequestTarget(target)?.path ?? '';
  return {
    handshake: (target) => endpoints.some((address) => address.match(pathOf(target)) !== undefined),
    request: (target) =>
      pathOf(target).startsWith(OWN_PATH) ||
      companions.some((address) => address.match(pathOf(target)) !== undefined),
  };
}
