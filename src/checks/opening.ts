import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type {
  CredentialRequirement,
  CredentialScheme,
  HandshakeField,
} from '../contract/handshake-policy.ts';
import type { Json } from '../contract/json.ts';
import { carriesCredential } from '../contract/promises.ts';
import type { SchemaId } from '../contract/schema.ts';
import { fillAddress } from '../rules/address.ts';
import { describeCarrier } from '../rules/describe-carrier.ts';
import { judgeFieldValue } from '../rules/field-value.ts';
import { disguiseCredential } from '../rules/subprotocol-credential.ts';
import { alteredCredential, wrongCredential } from '../rules/wrong-credential.ts';
import type { Validators } from '../schema/validators.ts';
import type { Header, Opening } from '../script/script.ts';
import { addressValues } from './address-values.ts';
import type { Identity, OpeningChanges, Unready } from './check.ts';
import { hasMarker, markCredential } from './credential-marker.ts';

/** What openings are made of, beside the contract. */
export interface OpeningMaterial {
  readonly contract: Contract;
  readonly identities: readonly Identity[];
  /** Why the document's own flow handed out no credential; absent: it did, or there is none. */
  readonly problem?: string | undefined;
  /** The Origin to send to that endpoint. */
  origin(endpoint: Endpoint): string | undefined;
  readonly validators: Validators;
  sample(schema: SchemaId, variant?: number): Json | undefined;
}

/** A handshake as the contract demands it, with `changes`; or why it cannot be made. */
export function buildOpening(
  endpoint: Endpoint,
  values: Readonly<Record<string, string>> | undefined,
  changes: OpeningChanges,
  material: OpeningMaterial,
): Opening | Unready {
  const address = values === undefined ? addressValues(endpoint, material) : { values };
  if ('missing' in address) return unknownParameter(endpoint, address.missing);
  const query = fieldValues(endpoint, 'query', changes.withoutQuery, changes.query ?? {}, material);
  if ('unready' in query) return query;
  const headers = fieldValues(endpoint, 'header', changes.withoutHeader, changes.header ?? {}, material);
  if ('unready' in headers) return headers;
  const shown = showCredentials(endpoint, changes, material);
  if ('unready' in shown) return shown;

  const pairs = [
    ...query.fields.map(([name, value]) => [encodeURIComponent(name), encodeURIComponent(value)]),
    ...shown.query.map(([name, value]) => [encodeURIComponent(name), value]),
  ].map((pair) => pair.join('='));
  const path = fillAddress(endpoint.address, address.values);
  const separator = path.includes('?') ? '&' : '?';
  const origin = changes.origin === undefined ? material.origin(endpoint) : changes.origin;
  const offered = [...(changes.subprotocols ?? goodSubprotocols(endpoint)), ...shown.subprotocols];
  return {
    target: pairs.length === 0 ? path : `${path}${separator}${pairs.join('&')}`,
    ...(origin === undefined || origin === null ? {} : { origin }),
    ...(offered.length === 0 ? {} : { subprotocols: offered }),
    headers: [...headers.fields, ...shown.headers],
  };
}

function goodSubprotocols(endpoint: Endpoint): readonly string[] {
  return endpoint.handshake.subprotocols?.value.supported.slice(0, 1) ?? [];
}

function unknownParameter(endpoint: Endpoint, name: string): Unready {
  return {
    unready: `The document has no value for {${name}} in ${endpoint.address} that satisfies what it says of it.`,
    remedy: `Give the parameter "${name}" an example that does.`,
  };
}

function fieldValues(
  endpoint: Endpoint,
  place: 'query' | 'header',
  without: string | undefined,
  instead: Readonly<Record<string, string>>,
  material: OpeningMaterial,
): { readonly fields: readonly Header[] } | Unready {
  const fields: Header[] = [];
  const declared = place === 'query' ? endpoint.handshake.query : endpoint.handshake.headers;
  for (const field of declared) {
    const given = Object.hasOwn(instead, field.name) ? instead[field.name] : undefined;
    if (given !== undefined) {
      fields.push([field.name, given]);
      continue;
    }
    if (!field.required || field.name === without || carriesCredential(endpoint, place, field.name)) continue;
    const value = fieldValue(field, material);
    if (value === undefined) {
      return {
        unready: `The document knows no value for the required ${place === 'query' ? 'query parameter' : 'header'} "${field.name}".`,
        remedy: `Give its schema an example, a default, a const or an enum.`,
      };
    }
    fields.push([field.name, value]);
  }
  return { fields };
}

function fieldValue(field: HandshakeField, material: OpeningMaterial): string | undefined {
  const { example } = field;
  if (example !== undefined && judgeFieldValue(field, example, material.validators) === undefined)
    return example;
  if (field.schema === undefined) return 'countersign';
  const sample = material.sample(field.schema);
  // An example that its own schema forbids is still more than nothing.
  return sample === undefined || typeof sample === 'object' ? example : String(sample);
}

interface Shown {
  readonly query: readonly Header[];
  readonly headers: readonly Header[];
  readonly subprotocols: readonly string[];
}

function showCredentials(
  endpoint: Endpoint,
  changes: OpeningChanges,
  material: OpeningMaterial,
): Shown | Unready {
  const { credentials, roles } = endpoint.handshake;
  if (changes.identity === 'none' || credentials.length === 0) return NOTHING;
  const identity =
    changes.identity === 'wrong'
      ? undefined
      : (changes.identity ?? identityFor(credentials, roles?.value, material.identities));
  if (changes.identity !== 'wrong' && identity === undefined && credentials.some(needsIdentity))
    return noIdentity(credentials, roles?.value, material.identities, material.problem);
  return carry(credentials, identity, changes.fresh === true, changes.spoil);
}

const NOTHING: Shown = { query: [], headers: [], subprotocols: [] };

/** The credentials of `identity`, each where its scheme wants it; without one, wrong ones. */
export function carry(
  credentials: readonly CredentialRequirement[],
  identity: Identity | undefined,
  fresh: boolean,
  spoil?: OpeningChanges['spoil'],
): Shown {
  const query: Header[] = [];
  const headers: Header[] = [];
  const cookies: string[] = [];
  const subprotocols: string[] = [];
  for (const { anyOf } of credentials) {
    const scheme =
      identity === undefined ? anyOf[0] : anyOf.find(({ name }) => identity.schemes.includes(name));
    if (scheme === undefined) continue;
    const good =
      identity === undefined
        ? wrongCredential(scheme.carrier)
        : markCredential({ scheme: scheme.name, identity: identity.name, fresh });
    const value = spoil === 'empty' ? '' : spoil === 'tampered' ? alteredCredential(good) : good;
    switch (scheme.carrier.in) {
      case 'query':
        query.push([scheme.carrier.name, value]);
        break;
      case 'header':
        headers.push([scheme.carrier.name, value]);
        break;
      case 'cookie':
        cookies.push(`${scheme.carrier.name}=${value}`);
        break;
      case 'authorization':
        headers.push(['Authorization', `${scheme.carrier.scheme} ${value}`]);
        break;
      case 'subprotocol':
        subprotocols.push(
          hasMarker(value) ? scheme.carrier.prefix + value : disguiseCredential(scheme.carrier.prefix, value),
        );
        break;
      case 'elsewhere':
        break;
    }
  }
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);
  return { query, headers, subprotocols };
}

/** Can this requirement be met only by somebody who has a credential? */
export function needsIdentity({ anyOf }: CredentialRequirement): boolean {
  return anyOf.length > 0 && anyOf.every(({ carrier }) => carrier.in !== 'elsewhere');
}

/** Somebody who has a credential for each requirement, and one of the roles if that is known. */
export function identityFor(
  credentials: readonly CredentialRequirement[],
  roles: readonly string[] | undefined,
  identities: readonly Identity[],
): Identity | undefined {
  const able = identities.filter(({ schemes }) =>
    credentials.every(
      (requirement) =>
        !needsIdentity(requirement) || requirement.anyOf.some(({ name }) => schemes.includes(name)),
    ),
  );
  if (roles === undefined) return able[0];
  return (
    able.find(({ role }) => role !== undefined && roles.includes(role)) ??
    able.find(({ role }) => role === undefined)
  );
}

/** Why there is nobody who could show these credentials, and what would help. */
export function noIdentity(
  credentials: readonly CredentialRequirement[],
  roles: readonly string[] | undefined,
  identities: readonly Identity[],
  problem?: string,
): Unready {
  if (problem !== undefined)
    return {
      unready: `The document's own flow hands out no credential: ${problem}.`,
      remedy: 'See http.companion.',
    };
  const lacking = credentials.find(
    (requirement) => identityFor([requirement], undefined, identities) === undefined,
  );
  const scheme: CredentialScheme | undefined = (lacking ?? credentials[0])?.anyOf[0];
  const name = scheme?.name ?? '';
  const where = scheme === undefined ? '' : ` (${describeCarrier(scheme)})`;
  return lacking === undefined && roles !== undefined
    ? {
        unready: `No credential of the role ${roles.join(' or ')} is known.`,
        remedy: `Give one: --credential ${name}=…, or name a login example whose answer has that role.`,
      }
    : {
        unready: `No credential is known for the security scheme "${name}"${where}.`,
        remedy: `Give one: --credential ${name}=…, or let a companion issue it (x-countersign.issues).`,
      };
}
