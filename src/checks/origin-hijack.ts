import type { Endpoint } from '../contract/endpoint.ts';
import type { CredentialScheme } from '../contract/handshake-policy.ts';
import type { Opening } from '../script/script.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck, type Identity } from './check.ts';
import { markCredential } from './credential-marker.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { identityFor } from './opening.ts';
import { FOREIGN_ORIGIN, listedOrigins } from './origin-case.ts';
import { channelLines } from './promise-lines.ts';
import { sentHandshake } from './received.ts';
import { knock, notReached, receptionOf } from './refusal.ts';

export const originHijack: Check = defineCheck({
  id: 'origin.hijack',
  title: 'A page of any site cannot connect with the session of its visitor',
  area: 'origin',
  source: 'RFC 6455 §10.2; CWE-1385; OWASP WebSocket Security Cheat Sheet',
  row: 'O5, A12',
  follows: [{ check: 'origin.foreign' }],
  explain:
    'A browser sends the cookie of a site with every handshake to it, whichever page asks (cross-site WebSocket hijacking). Where a login of the document sets a cookie, the endpoint is tried with that cookie and a foreign Origin. That it gets in is a warning even where the document allows any origin: then nothing but a secret in the handshake, which a foreign page does not have, would protect the visitor.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => {
      const scheme = sessionCookie(context, endpoint);
      // With a list, a foreign Origin that gets in is a broken promise, and origin.foreign's to tell.
      if (scheme === undefined || listedOrigins(endpoint) !== undefined) return [];
      return plan(context, endpoint, scheme);
    }),
});

interface SessionCookie {
  readonly scheme: CredentialScheme;
  readonly name: string;
  readonly identity: Identity;
}

/** A cookie that a login of the document hands out, and that a browser would send here: alone it must not be enough. */
function sessionCookie(context: CheckContext, endpoint: Endpoint): SessionCookie | undefined {
  const { contract, identities } = context;
  const everywhere = [
    ...contract.endpoints.flatMap(({ handshake }) => handshake.credentials),
    ...contract.companions.flatMap(({ credentials }) => credentials),
  ].flatMap(({ anyOf }) => anyOf);
  const usual = identityFor(
    endpoint.handshake.credentials,
    endpoint.handshake.roles?.value,
    context.identities,
  );
  // A secret beside the cookie, which no foreign page can know, is protection enough.
  const hasSecret = endpoint.handshake.credentials.some(({ anyOf }) =>
    anyOf.every(({ carrier }) => carrier.in !== 'cookie' && carrier.in !== 'elsewhere'),
  );
  if (hasSecret) return undefined;
  for (const scheme of everywhere) {
    const { carrier } = scheme;
    if (carrier.in !== 'cookie' || !reachesBrowser(context, endpoint, scheme.name)) continue;
    const identity = [...(usual === undefined ? [] : [usual]), ...identities].find(({ schemes }) =>
      schemes.includes(scheme.name),
    );
    if (identity !== undefined) return { scheme, name: carrier.name, identity };
  }
  return undefined;
}

/** RFC 6265 §5.4: a cookie goes to the host that set it, whatever the port. One that the endpoint asks for is there. */
function reachesBrowser({ contract }: CheckContext, endpoint: Endpoint, scheme: string): boolean {
  const hostOf = (server: string): string | undefined => contract.servers[server]?.host.replace(/:\d+$/, '');
  return (
    endpoint.handshake.credentials.some(({ anyOf }) => anyOf.some(({ name }) => name === scheme)) ||
    contract.companions.some(
      ({ issues, server }) => issues?.value.scheme === scheme && hostOf(server) === hostOf(endpoint.server),
    )
  );
}

function plan(
  context: CheckContext,
  endpoint: Endpoint,
  { scheme, name, identity }: SessionCookie,
): readonly CheckCase[] {
  const inSecurity = endpoint.handshake.credentials.some(({ anyOf }) =>
    anyOf.some((one) => one.name === scheme.name),
  );
  // Where no origins are declared and the cookie is, origin.foreign says it already.
  if (inSecurity && endpoint.handshake.origins === undefined) return [];
  const base = context.opening(endpoint.id, undefined, { origin: FOREIGN_ORIGIN });
  if (isUnready(base)) return [];
  const marker = markCredential({ scheme: scheme.name, identity: identity.name, fresh: false });
  const opening: Opening = inSecurity
    ? base
    : { ...base, headers: [...(base.headers ?? []), ['Cookie', `${name}=${marker}`]] };
  const good = context.opening(endpoint.id);
  const own = isUnready(good) ? undefined : good.origin;
  const head = {
    name: endpoint.id,
    title: `${endpoint.address} and a foreign page with the cookie "${name}"`,
    basis: 'none' as const,
    endpoint: endpoint.id,
    at: endpoint.handshake.origins?.at ?? endpoint.at,
    covers: [],
  };
  return [
    runnable(head, knock(opening, endpoint.id, context.timing, context.timing.quiet), (transcript) => {
      const record = transcript.connections.a;
      const reception = receptionOf(record);
      const sent = sentHandshake(record);
      const sides = { ...(sent === undefined ? {} : { sent }), received: reception.text };
      if (reception.kind === 'unreached') return notReached(reception.text);
      if (reception.kind !== 'accepted')
        return { outcome: 'observed', message: 'A foreign page with the cookie is not let in.', ...sides };
      return {
        outcome: 'warned',
        message: `A page of any site can connect with its visitor's cookie "${name}" (cross-site WebSocket hijacking).`,
        expected: 'refused: the cookie is sent by the browser, whichever page asks',
        rule: 'RFC 6455 §10.2; CWE-1385',
        promise: channelLines(endpoint, `origins: [${own ?? 'https://your-site.example'}]`),
        ...sides,
      };
    }),
  ];
}
