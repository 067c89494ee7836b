import type { Endpoint } from '../../contract/endpoint.ts';
import type { OperationId } from '../../contract/operation.ts';
import { pushesOf } from '../../contract/queries.ts';

/** `starts ticks`, `ends ticks`: what a request does to the pushes of its endpoint. */
export function streamsOf(endpoint: Endpoint, request: OperationId): string[] {
  return pushesOf(endpoint).flatMap(({ id, after, until }) => [
    ...(after?.value === request ? [`starts ${id}`] : []),
    ...(until?.value === request ? [`ends ${id}`] : []),
  ]);
}
