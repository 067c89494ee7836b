import type { Endpoint } from '../contract/endpoint.ts';
import type { Opening } from '../script/script.ts';
import type { CheckContext } from './check.ts';
import { isUnready, presentEndpoints } from './endpoint-case.ts';

/** Where the protocol itself is tried: one endpoint of each server, since one library serves them all. */
export function protocolEndpoints(
  context: CheckContext,
): readonly { readonly endpoint: Endpoint; readonly opening: Opening }[] {
  const found = new Map<string, { readonly endpoint: Endpoint; readonly opening: Opening }>();
  for (const endpoint of presentEndpoints(context.contract.endpoints)) {
    const opening = context.opening(endpoint.id);
    if (!found.has(endpoint.server) && !isUnready(opening)) found.set(endpoint.server, { endpoint, opening });
  }
  return [...found.values()];
}
