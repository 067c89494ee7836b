import type { Contract } from '../../contract/contract.ts';
import type { ConnectionId } from '../../engine/engine.ts';
import { headerValue } from '../../rules/credential-value.ts';
import type { HandshakeAttempt } from '../../rules/handshake-attempt.ts';
import type { Accepted } from '../accepted.ts';
import type { Mask } from '../mask.ts';
import type { LoginNames } from './login-names.ts';

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

export type FactsOf = (
  connection: ConnectionId,
  accepted: Accepted,
  attempt: HandshakeAttempt,
  contract: Contract,
) => ConnectionFacts;

export function createConnectionFacts(mask: Mask, loginName: LoginNames): FactsOf {
  return (connection, { endpoint, parameters, subprotocol, role, subject }, attempt, contract) => {
    // Where nothing issues credentials, the judge takes the credential itself for its role.
    const isRole = role !== undefined && rolesOf(contract).has(role);
    const credential = mask.credential(attempt);
    return {
      connection,
      endpoint: endpoint.id,
      path: attempt.path,
      parameters,
      query: Object.fromEntries(attempt.query.filter(([name]) => !mask.isSecret(name))),
      origin: headerValue(attempt.headers, 'origin'),
      subprotocol: subprotocol === undefined ? undefined : mask.text(subprotocol, attempt),
      role: isRole ? role : undefined,
      identity: subject === undefined ? credentialName(credential) : loginName(subject),
    };
  };
}

function credentialName(credential: number | undefined): string | undefined {
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
