import type { Companion } from '../contract/companion.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Operation } from '../contract/operation.ts';
import type { CheckContext, Identity, Unready } from './check.ts';
import { identityFor, noIdentity } from './opening.ts';

/** Who the runner is at an endpoint unless a check is about somebody else; `undefined`: nobody in particular. */
export function usualIdentity(context: CheckContext, endpoint: Endpoint): Identity | undefined {
  const { credentials, roles } = endpoint.handshake;
  return credentials.length === 0 ? undefined : identityFor(credentials, roles?.value, context.identities);
}

/** Who may use an operation (or gets a push) that is for certain roles; `undefined`: whoever may connect. */
export function identityForOperation(
  context: CheckContext,
  endpoint: Endpoint,
  operation: Operation,
): Identity | Unready | undefined {
  const roles = operation.roles?.value;
  const { credentials } = endpoint.handshake;
  if (roles === undefined) return usualIdentity(context, endpoint);
  return (
    identityFor(credentials, roles, context.identities) ?? noIdentity(credentials, roles, context.identities)
  );
}

/**
 * All who may use an operation, the usual one first: a message that goes to one operation for one role goes to
 * another for the next.
 */
export function identitiesForOperation(
  context: CheckContext,
  endpoint: Endpoint,
  operation: Operation,
): readonly (Identity | undefined)[] | Unready {
  const first = identityForOperation(context, endpoint, operation);
  if (first !== undefined && 'unready' in first) return first;
  if (operation.roles !== undefined) return [first];
  const { credentials, roles } = endpoint.handshake;
  const others = context.identities.filter(
    (identity) => identity !== first && identityFor(credentials, roles?.value, [identity]) !== undefined,
  );
  return credentials.length === 0 ? [undefined] : [first, ...others];
}

/** The role that an operation sees: the identity's, or the one that it is for where nobody knows. */
export function roleAt(operation: Operation, identity: Identity | undefined): string | undefined {
  return identity?.role ?? operation.roles?.value[0];
}

/** May this identity ask that companion? */
export function mayAsk(companion: Companion, identity: Identity): boolean {
  return identityFor(companion.credentials, companion.roles?.value, [identity]) !== undefined;
}
