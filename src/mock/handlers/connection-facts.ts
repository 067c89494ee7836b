import { createHash } from 'node:crypto';
import type { Contract } from '../../contract/contract.ts';
import type { ConnectionId } from '../../engine/engine.ts';
import { headerValue } from '../../rules/credential-value.ts';
import type { HandshakeAttempt } from '../../rules/handshake-attempt.ts';
import type { Accepted } from '../accepted.ts';
import type { Mask } from '../mask.ts';

/** What a handler may know of a connection. No credential stands in it. */
export interface ConnectionFacts {
  readonly connection: ConnectionId;
  readonly endpoint: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly origin: string | undefined;
  readonly subprotocol: string | undefined;
  readonly role: string | undefined;
  readonly identity: string | undefined;
}

export function connectionFacts(
  connection: ConnectionId,
  { endpoint, parameters, subprotocol, role, subject }: Accepted,
  attempt: HandshakeAttempt,
  contract: Contract,
  mask: Mask,
): ConnectionFacts {
  // Where nothing issues credentials, the judge takes the credential itself for its role.
  const isRole = role !== undefined && rolesOf(contract).has(role);
  return {
    connection,
    endpoint: endpoint.id,
    path: attempt.path,
    parameters,
    query: Object.fromEntries(attempt.query.filter(([name]) => !mask.isSecret(name))),
    origin: headerValue(attempt.headers, 'origin'),
    subprotocol: subprotocol === undefined ? undefined : mask.text(subprotocol, attempt),
    role: isRole ? role : undefined,
    identity: identityOf(subject, mask.credential(attempt)),
  };
}

/** A subject is made of what was sent to log in, a password too. */
function identityOf(subject: string | undefined, credential: number | undefined): string | undefined {
  if (subject !== undefined) return createHash('sha256').update(subject).digest('hex').slice(0, 12);
  return credential === undefined ? undefined : `credential-${credential}`;
}

function rolesOf(contract: Contract): ReadonlySet<string> {
  return new Set([
    ...contract.endpoints.flatMap(({ handshake, operations }) => [
      ...(handshake.roles?.value ?? []),
      ...operations.flatMap(({ roles }) => roles?.value ?? []),
    ]),
    ...contract.companions.flatMap(({ roles }) => roles?.value ?? []),
  ]);
}
