import type { Endpoint } from '../contract/endpoint.ts';
import type { Reply } from '../contract/operation.ts';
import { requestsOf } from '../contract/queries.ts';
import type { CheckContext, Identity, Unready } from './check.ts';
import { identityForOperation, roleAt } from './operation-identity.ts';
import { preludeOf } from './prelude.ts';
import { firstRequest, type SendableRequest } from './requests.ts';

/** A request whose reply the document promises, who sends it, and what is said before it. */
export interface PromisedRequest {
  readonly request: SendableRequest;
  readonly reply: Reply;
  readonly identity: Identity | undefined;
  readonly prelude: readonly SendableRequest[];
}

/**
 * The first request of each operation of an endpoint whose reply is promised, and that does not end the conversation.
 * What nobody could send is left out.
 */
export function promisedRequests(context: CheckContext, endpoint: Endpoint): readonly PromisedRequest[] {
  return requestsOf(endpoint).flatMap((operation): readonly PromisedRequest[] => {
    const { reply, closes } = operation;
    if (reply === undefined || reply.basis === 'inferred' || closes !== undefined) return [];
    const identity: Identity | Unready | undefined = identityForOperation(context, endpoint, operation);
    if (identity !== undefined && 'unready' in identity) return [];
    const role = roleAt(operation, identity);
    const request = firstRequest(context, endpoint, operation, role);
    if (request === undefined) return [];
    const prelude = preludeOf(context, endpoint, request.message, role);
    return [{ request, reply, identity, prelude }];
  });
}
