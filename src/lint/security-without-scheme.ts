import type { CredentialCarrier } from '../contract/handshake-policy.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

export const securityWithoutScheme: LintRule = defineLint({
  id: 'security-without-scheme',
  title: 'Every demanded credential travels in the handshake.',
  severity: 'warning',
  explain:
    'A security scheme says where a credential stands: in a header, in the query, in a cookie. A scheme without a place that a WebSocket handshake has (an unknown type, an apiKey "in: user") demands something that no client can show, and that neither the mock nor verify can check.',
  example: {
    wrong: yaml`
      servers:
        s: { host: localhost, protocol: ws, security: [{ $ref: '#/components/securitySchemes/key' }] }
      components:
        securitySchemes:
          key: { type: apiKey, in: user }
    `,
    right: yaml`
      servers:
        s: { host: localhost, protocol: ws, security: [{ $ref: '#/components/securitySchemes/key' }] }
      components:
        securitySchemes:
          key: { type: httpApiKey, in: query, name: api_key }
    `,
  },
  check(contract) {
    const told = new Set<string>();
    const credentials = [
      ...contract.endpoints.flatMap(({ handshake }) => handshake.credentials),
      ...contract.companions.flatMap((companion) => companion.credentials),
    ];
    return credentials.flatMap(({ anyOf }) =>
      anyOf.flatMap(({ name, type, carrier, at }) => {
        if (isCarried(carrier) || type === 'x509' || told.has(name)) return [];
        told.add(name);
        return [
          {
            message: `The security scheme "${name}" does not say where in the handshake its credential stands.`,
            at,
            fix: 'Use "type: httpApiKey" with "in" and "name", or "type: http" with "scheme: bearer".',
          },
        ];
      }),
    );
  },
});

function isCarried(carrier: CredentialCarrier): boolean {
  return carrier.in !== 'elsewhere';
}
