import { latest } from '../rules/tolerance.ts';
import { type Check, type CheckCase, defineCheck } from './check.ts';
import { credentialLifetime } from './credential-lifetime.ts';
import {
  isUnready,
  needsPatience,
  presentEndpoints,
  runnable,
  unready,
  unrunnable,
} from './endpoint-case.ts';
import { identityFor } from './opening.ts';
import { canWait } from './patience.ts';
import { judgeRefusal, refusalPatience } from './refusal.ts';

export const credentialsExpired: Check = defineCheck({
  id: 'credentials.expired',
  title: 'A handshake with an expired credential is refused',
  area: 'credentials',
  source: 'x-countersign.issues.ttl; AsyncAPI Security Scheme Object',
  row: 'A3, A6, A9',
  explain:
    'A credential is fetched, left to expire, and shown. Whoever still gets in gets in for ever. Short-lived test tokens make it quick: give the backend a `ttl` of a second or two.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint): readonly CheckCase[] => {
      const { credentials, roles, refuse } = endpoint.handshake;
      const identity = identityFor(credentials, roles?.value, context.identities);
      const lifetime = identity === undefined ? undefined : credentialLifetime(credentials, identity);
      if (identity === undefined || lifetime === undefined) return [];
      const head = {
        name: endpoint.id,
        title: `${endpoint.address} refuses a credential that has expired`,
        basis: 'document' as const,
        endpoint: endpoint.id,
        at: credentials[0]?.at ?? endpoint.at,
        covers: [`${endpoint.id}:credentials`],
      };
      const wait = latest(lifetime) + 1_000;
      if (!canWait(context.timing, wait)) return [unrunnable(head, needsPatience(wait))];
      const opening = context.opening(endpoint.id, undefined, { identity, fresh: true });
      if (isUnready(opening)) return [unready(head, opening)];
      const { deadline } = context.timing;
      const listen = refusalPatience(context.timing);
      return [
        runnable(
          head,
          {
            // The credential is fetched before the script begins.
            steps: [
              { do: 'wait', ms: wait },
              { do: 'connect', on: 'a', endpoint: endpoint.id, opening, within: deadline },
              { do: 'expect', on: 'a', until: {}, within: listen },
            ],
            deadline: wait + deadline + listen + 1_000,
          },
          ({ connections: { a: record } }) =>
            judgeRefusal(record, {
              what: 'A handshake with an expired credential',
              forms: refuse.credentials,
              rule: 'x-countersign.issues.ttl',
            }),
        ),
      ];
    }),
});
