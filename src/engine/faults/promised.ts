import type { Contract } from '../../contract/contract.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import type { Reply, RequestOperation } from '../../contract/operation.ts';
import { requestsOf } from '../../contract/queries.ts';

/** Endpoints that exist. */
export function presentEndpoints(contract: Contract): readonly Endpoint[] {
  return contract.endpoints.filter((endpoint) => endpoint.absent === undefined);
}

/** Requests whose reply is promised, not inferred. */
export function promisedExchanges(
  contract: Contract,
): readonly { readonly endpoint: Endpoint; readonly operation: RequestOperation; readonly reply: Reply }[] {
  return presentEndpoints(contract).flatMap((endpoint) =>
    requestsOf(endpoint).flatMap((operation) =>
      operation.reply === undefined || operation.reply.basis === 'inferred'
        ? []
        : [{ endpoint, operation, reply: operation.reply }],
    ),
  );
}
