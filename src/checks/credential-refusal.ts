import type { Endpoint } from '../contract/endpoint.ts';
import type { CheckCase, CheckContext } from './check.ts';
import { isUnready, presentEndpoints, runnable, unready, unrunnable } from './endpoint-case.ts';
import { needsIdentity } from './opening.ts';
import { judgeRefusal, knock, refusalPatience } from './refusal.ts';
import { unseenCredential } from './unseen-credential.ts';

/** A case for each endpoint that asks for a credential in the handshake: it shows `identity`, and is refused. */
export function refusedCredential(
  context: CheckContext,
  identity: 'none' | 'wrong',
  title: (endpoint: Endpoint) => string,
  what: string,
): readonly CheckCase[] {
  return presentEndpoints(context.contract.endpoints)
    .filter(
      ({ handshake: { credentials } }) =>
        credentials.some(needsIdentity) || (credentials.length > 0 && identity === 'none'),
    )
    .map((endpoint) => {
      const { credentials, refuse } = endpoint.handshake;
      const head = {
        name: endpoint.id,
        title: title(endpoint),
        basis: 'document' as const,
        endpoint: endpoint.id,
        at: credentials[0]?.at ?? endpoint.at,
        covers: [`${endpoint.id}:credentials`],
      };
      if (!credentials.some(needsIdentity)) return unrunnable(head, unseenCredential(credentials));
      const opening = context.opening(endpoint.id, undefined, { identity });
      if (isUnready(opening)) return unready(head, opening);
      const schemes = credentials
        .map(({ anyOf }) => anyOf.map(({ name }) => name).join(' or '))
        .join(' and ');
      return runnable(
        head,
        knock(opening, endpoint.id, context.timing, refusalPatience(context.timing)),
        (transcript) =>
          judgeRefusal(transcript.connections.a, {
            what,
            forms: refuse.credentials,
            rule: `security: ${schemes}`,
          }),
      );
    });
}
