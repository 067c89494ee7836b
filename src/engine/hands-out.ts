import type { Companion } from '../contract/companion.ts';
import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';

/** The companions that hand out a credential which that endpoint takes. `x-countersign.issues`. */
export function handingOut(contract: Contract, endpoint: Endpoint): readonly Companion[] {
  const taken = new Set(endpoint.handshake.credentials.flatMap(({ anyOf }) => anyOf.map(({ name }) => name)));
  return contract.companions.filter(({ issues }) => issues !== undefined && taken.has(issues.value.scheme));
}

/** `POST /login hands one out.`; empty where no companion does. */
export function whoHandsOut(contract: Contract, endpoint: Endpoint): string {
  const companions = handingOut(contract, endpoint).map(({ method, address }) => `${method} ${address}`);
  return companions.length === 0 ? '' : ` ${companions.join(' or ')} hands one out.`;
}
