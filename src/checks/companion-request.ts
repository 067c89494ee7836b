import type { Companion } from '../contract/companion.ts';
import type { HandshakeField } from '../contract/handshake-policy.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import type { Message } from '../contract/message.ts';
import { messageOf } from '../contract/queries.ts';
import { fillAddress } from '../rules/address.ts';
import type { Header, RequestStep } from '../script/script.ts';
import type { RequestChanges, Timing, Unready } from './check.ts';
import { carry, identityFor, needsIdentity, noIdentity, type OpeningMaterial } from './opening.ts';

/** A request to a companion as the contract demands it, with `changes`; or why it cannot be made. */
export function buildRequest(
  companion: Companion,
  as: string,
  changes: RequestChanges,
  material: OpeningMaterial,
  timing: Timing,
): RequestStep | Unready {
  const { credentials, roles } = companion;
  const parameters = valuesOf(companion.parameters, material);
  if ('unready' in parameters) return parameters;
  const query = valuesOf(
    companion.query.filter(({ required }) => required),
    material,
  );
  if ('unready' in query) return query;

  const asked = changes.identity;
  const known = asked === undefined ? identityFor(credentials, roles?.value, material.identities) : asked;
  if (known === undefined && credentials.some(needsIdentity))
    return noIdentity(credentials, roles?.value, material.identities, material.problem);
  const shown =
    known === 'none' || credentials.length === 0
      ? { query: [], headers: [] }
      : carry(credentials, known === 'wrong' ? undefined : known, false);

  const pairs = [
    ...query.fields.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
    ...shown.query.map(([name, value]) => `${encodeURIComponent(name)}=${value}`),
  ];
  const path = fillAddress(companion.address, Object.fromEntries(parameters.fields));
  const headers: Header[] = [...shown.headers];
  if (changes.origin !== undefined) headers.push(['Origin', changes.origin]);
  const message = changes.message === undefined ? undefined : messageOf(material.contract, changes.message);
  if (message !== undefined) headers.push(['Content-Type', message.contentType]);
  return {
    do: 'request',
    as,
    method: companion.method,
    target: pairs.length === 0 ? path : `${path}?${pairs.join('&')}`,
    headers,
    ...(message === undefined || changes.payload === undefined
      ? {}
      : { body: encodeBody(message, changes.payload) }),
    within: timing.deadline,
    companion: companion.id,
  };
}

function valuesOf(
  fields: readonly HandshakeField[],
  material: OpeningMaterial,
): { readonly fields: readonly Header[] } | Unready {
  const found: Header[] = [];
  for (const field of fields) {
    const sampled = field.schema === undefined ? undefined : material.sample(field.schema);
    const value =
      field.example ?? (sampled === undefined || typeof sampled === 'object' ? undefined : String(sampled));
    if (value === undefined)
      return {
        unready: `The document knows no value for "${field.name}".`,
        remedy: 'Give it an example, a default, a const or an enum.',
      };
    found.push([field.name, value]);
  }
  return { fields: found };
}

/** A payload as that message's body: JSON, a form (URL Standard §5), or text as it is. */
function encodeBody(message: Message, payload: Json): string {
  if (/^application\/x-www-form-urlencoded\b/i.test(message.contentType) && isJsonObject(payload)) {
    return Object.entries(payload)
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(plain(value))}`)
      .join('&');
  }
  return message.format === 'json' ? JSON.stringify(payload) : plain(payload);
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
