import type {
  CredentialCarrier,
  CredentialRequirement,
  CredentialScheme,
} from '../contract/handshake-policy.ts';
import { sameJson } from '../contract/json.ts';
import { type CompileContext, report } from './context.ts';
import type { SchemeDeclaration, SecurityDeclaration } from './document/declarations.ts';

/**
 * What the `security` of a server and of operations demands together; what is demanded twice counts once.
 *
 * @param spoken the subprotocols of the endpoint, where the document names them
 */
export function compileCredentials(
  context: CompileContext,
  declared: readonly (SecurityDeclaration | undefined)[],
  spoken?: readonly string[],
): readonly CredentialRequirement[] {
  const all: CredentialRequirement[] = [];
  for (const security of declared) {
    if (security === undefined) continue;
    for (const requirement of requirementsOf(context, security, spoken)) {
      const names = requirement.anyOf.map(({ name }) => name);
      if (
        !all.some(({ anyOf }) =>
          sameJson(
            anyOf.map(({ name }) => name),
            names,
          ),
        )
      )
        all.push(requirement);
    }
  }
  return all;
}

function requirementsOf(
  context: CompileContext,
  { node, anyOf }: SecurityDeclaration,
  spoken: readonly string[] | undefined,
): readonly CredentialRequirement[] {
  // `{}` among them: no credential is fine too, so nothing is demanded.
  if (anyOf.some((schemes) => schemes.length === 0)) return [];
  const at = context.reader.at(node);
  const [only, ...others] = anyOf;
  if (only === undefined) return [];
  if (others.length === 0)
    return only.map((scheme) => ({ anyOf: [compileScheme(context, scheme, spoken)], at }));
  if (anyOf.some((schemes) => schemes.length > 1)) {
    report(
      context,
      'warning',
      'document.invalid',
      node,
      'Alternatives that each ask for several schemes at once are reduced to the first scheme of each.',
      'Give each alternative one scheme.',
    );
  }
  return [
    {
      anyOf: anyOf.flatMap(([first]) => (first === undefined ? [] : [compileScheme(context, first, spoken)])),
      at,
    },
  ];
}

/** AsyncAPI: Security Scheme Object → where its credential travels. */
function compileScheme(
  { reader }: CompileContext,
  { name, node }: SchemeDeclaration,
  spoken: readonly string[] | undefined,
): CredentialScheme {
  const text = (key: string) => reader.text(node, key)?.toLowerCase();
  const [type, found] = kindOf(text('type'), text('scheme'), text('in'), reader.text(node, 'name'));
  const prefix = reader.text(reader.child(node, 'x-countersign'), 'prefix') ?? '';
  const others = spoken === undefined ? {} : { others: spoken };
  const carrier = found.in === 'subprotocol' ? { in: found.in, prefix, ...others } : found;
  return { name, type, carrier, at: reader.at(node) };
}

const ELSEWHERE: CredentialCarrier = { in: 'elsewhere' };
const BASIC: CredentialCarrier = { in: 'authorization', scheme: 'Basic' };
const BEARER: CredentialCarrier = { in: 'authorization', scheme: 'Bearer' };

function kindOf(
  type: string | undefined,
  scheme: string | undefined,
  place: string | undefined,
  name: string | undefined,
): readonly [CredentialScheme['type'], CredentialCarrier] {
  switch (type) {
    case 'http':
      if (scheme === 'basic') return ['http-basic', BASIC];
      return scheme === 'bearer' ? ['http-bearer', BEARER] : ['other', ELSEWHERE];
    case 'httpapikey':
    case 'apikey': {
      // The only header that a page can set: its tokens are offers, and the credential is one of them.
      if (place === 'header' && name?.toLowerCase() === 'sec-websocket-protocol')
        return ['api-key', { in: 'subprotocol', prefix: '' }];
      const known = place === 'query' || place === 'header' || place === 'cookie';
      return ['api-key', known && name !== undefined ? { in: place, name } : ELSEWHERE];
    }
    case 'userpassword':
      return ['user-password', BASIC];
    case 'oauth2':
      return ['oauth2', BEARER];
    case 'openidconnect':
      return ['open-id-connect', BEARER];
    case 'x509':
      return ['x509', ELSEWHERE];
    default:
      return ['other', ELSEWHERE];
  }
}
