import type { Endpoint } from '../contract/endpoint.ts';
import type { CredentialScheme } from '../contract/handshake-policy.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { identityFor, needsIdentity } from './opening.ts';
import { judgeRefusal, knock, refusalPatience } from './refusal.ts';

export const credentialsMalformed: Check = defineCheck({
  id: 'credentials.malformed',
  title: 'A handshake with an empty or altered credential is refused',
  area: 'credentials',
  source: 'AsyncAPI Security Scheme Object; x-countersign.refuse.credentials',
  row: 'A3',
  follows: [{ check: 'credentials.wrong' }, { check: 'credentials.missing' }],
  explain:
    'An empty value is a credential to code that only asks whether the parameter is there, and a token with something behind its signature is a good one to code that decodes and does not verify.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints)
      .filter(({ handshake: { credentials } }) => credentials.some(needsIdentity))
      .flatMap((endpoint) => [
        ...plan(context, endpoint, 'empty', 'A handshake with an empty credential'),
        ...(canBeAltered(context, endpoint)
          ? plan(context, endpoint, 'tampered', 'A handshake with a good credential that was altered')
          : []),
      ]),
});

/** Base64 is read with something behind it by many: Basic says nothing. */
function canBeAltered(context: CheckContext, endpoint: Endpoint): boolean {
  const { credentials, roles } = endpoint.handshake;
  const identity = identityFor(credentials, roles?.value, context.identities);
  const isText = ({ type, carrier }: CredentialScheme): boolean =>
    type !== 'http-basic' && type !== 'user-password' && carrier.in !== 'elsewhere';
  return (
    identity !== undefined &&
    credentials.every(({ anyOf }) => anyOf.every(isText)) &&
    credentials.some(needsIdentity)
  );
}

function plan(
  context: CheckContext,
  endpoint: Endpoint,
  spoil: 'empty' | 'tampered',
  what: string,
): readonly CheckCase[] {
  const { credentials, refuse } = endpoint.handshake;
  const identity = spoil === 'empty' ? { identity: 'wrong' as const } : {};
  const opening = context.opening(endpoint.id, undefined, { ...identity, spoil });
  if (isUnready(opening)) return [];
  const head = {
    name: `${endpoint.id}/${spoil}`,
    title: `${endpoint.address} refuses ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
    basis: 'document' as const,
    endpoint: endpoint.id,
    at: credentials[0]?.at ?? endpoint.at,
    covers: [`${endpoint.id}:credentials`],
  };
  const schemes = credentials.map(({ anyOf }) => anyOf.map(({ name }) => name).join(' or ')).join(' and ');
  return [
    runnable(
      head,
      knock(opening, endpoint.id, context.timing, refusalPatience(context.timing)),
      ({ connections: { a: record } }) =>
        judgeRefusal(record, { what, forms: refuse.credentials, rule: `security: ${schemes}` }),
    ),
  ];
}
