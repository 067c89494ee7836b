import type { Endpoint } from '../contract/endpoint.ts';
import type { Opening } from '../script/script.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { markCredential } from './credential-marker.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { identityFor } from './opening.ts';
import { knock, observeReception } from './refusal.ts';

export const credentialsMisplaced: Check = defineCheck({
  id: 'credentials.misplaced',
  title: 'A credential in another place than the document says is known to be taken or not',
  area: 'credentials',
  phase: 'boundaries',
  source: 'AsyncAPI Security Scheme Object `in`, `scheme`',
  row: 'A11',
  explain:
    'The good credential is shown where the document does not say: a bearer token in the query, a query token as a bearer. Who takes it there has a second door, which logs and caches may keep. Nobody promised otherwise, so it is only shown.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => plan(context, endpoint)),
});

function plan(context: CheckContext, endpoint: Endpoint): readonly CheckCase[] {
  const { credentials, roles } = endpoint.handshake;
  const [only, ...others] = credentials;
  const identity = identityFor(credentials, roles?.value, context.identities);
  if (only === undefined || others.length > 0 || identity === undefined) return [];
  const scheme = only.anyOf.find(({ name }) => identity.schemes.includes(name));
  const bare = context.opening(endpoint.id, undefined, { identity: 'none' });
  if (scheme === undefined || scheme.type === 'http-basic' || isUnready(bare)) return [];
  const marker = markCredential({ scheme: scheme.name, identity: identity.name, fresh: false });
  const inQuery = (opening: Opening): Opening => ({
    ...opening,
    target: `${opening.target}${opening.target.includes('?') ? '&' : '?'}token=${marker}`,
  });
  const asBearer = (opening: Opening): Opening => ({
    ...opening,
    headers: [...(opening.headers ?? []), ['Authorization', `Bearer ${marker}`]],
  });
  const bearer = scheme.carrier.in === 'authorization' || scheme.carrier.in === 'header';
  const [where, opening] = bearer ? ['in the query', inQuery(bare)] : ['as a bearer token', asBearer(bare)];
  const what = `The credential of "${scheme.name}" ${where}`;
  return [
    runnable(
      {
        name: `${endpoint.id}/${scheme.name}`,
        title: what,
        basis: 'none',
        endpoint: endpoint.id,
        at: scheme.at,
        covers: [],
      },
      knock(opening, endpoint.id, context.timing, context.timing.quiet),
      ({ connections: { a: record } }) => observeReception(record, what, () => undefined),
    ),
  ];
}
