import type { Endpoint } from '../contract/endpoint.ts';
import type { HandshakeField } from '../contract/handshake-policy.ts';
import { takesOwnPagesOnly } from '../contract/own-pages.ts';
import { describeCarrier } from '../rules/describe-carrier.ts';

/** What a handshake at that endpoint needs, in words: `['Origin', 'http://localhost:3000']`. */
export function handshakeNeeds(endpoint: Endpoint): readonly (readonly [what: string, needed: string])[] {
  const { origins, missingOrigin, query, headers, subprotocols, credentials, roles, connections } =
    endpoint.handshake;
  const needs: (readonly [string, string])[] = [];
  const unlisted = takesOwnPagesOnly(endpoint.handshake) ? 'of the same host, or of this machine' : 'any';
  const listed =
    origins === undefined ? unlisted : origins.value === 'any' ? 'any' : origins.value.join(' or ');
  needs.push(['Origin', missingOrigin?.value === 'reject' ? `${listed}; never absent` : listed]);
  for (const parameter of endpoint.parameters) {
    const known = parameter.enum ?? parameter.examples;
    needs.push([
      `{${parameter.name}}`,
      known.length === 0 ? 'any value' : oneOf(known, parameter.enum !== undefined),
    ]);
  }
  for (const field of query) needs.push([`?${field.name}`, describeField(field)]);
  for (const field of headers) needs.push([field.name, describeField(field)]);
  if (subprotocols !== undefined) {
    const { supported, required } = subprotocols.value;
    needs.push(['Subprotocol', `${supported.join(' or ')}${required ? '' : ' (optional)'}`]);
  }
  for (const { anyOf } of credentials) needs.push(['Credential', anyOf.map(describeCarrier).join(' or ')]);
  if (roles !== undefined) needs.push(['Role', roles.value.join(' or ')]);
  if (connections !== undefined) needs.push(['Connections', `at most ${connections.value}`]);
  return needs;
}

function oneOf(values: readonly string[], closed: boolean): string {
  return closed ? values.join(' or ') : `for example ${values.join(', ')}`;
}

function describeField({ required, example }: HandshakeField): string {
  const need = required ? 'required' : 'optional';
  return example === undefined ? need : `${need}, for example ${example}`;
}
