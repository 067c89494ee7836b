import type { Contract } from '../../contract/contract.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import type { CredentialScheme } from '../../contract/handshake-policy.ts';
import { carriesCredential } from '../../contract/promises.ts';
import { fillAddress } from '../../rules/address.ts';
import type { Header } from '../../script/script.ts';

/** The opening handshake that a client of this endpoint makes, with what the document knows to be good. */
export interface Opening {
  /** `ws://localhost:8000` */
  readonly base: string;
  /** Path and query; a credential stands in it as its placeholder. */
  readonly target: string;
  /** The names that are to be offered, in their order; a credential as its placeholder. */
  readonly subprotocols: readonly string[];
  /** Beside what each WebSocket client sends by itself, and beside `Origin`. */
  readonly headers: readonly Header[];
  /** One that is allowed. Absent: a client that is no browser need not send one. */
  readonly origin?: string;
  readonly placeholders: readonly Placeholder[];
}

/** A word that stands for a secret: `YOUR_WS_TOKEN`. */
export interface Placeholder {
  readonly word: string;
  readonly scheme: CredentialScheme;
  /** Id of the companion that hands one out. */
  readonly issuedBy?: string;
}

/** Of each requirement the first scheme that travels in the handshake. */
export function openingOf(contract: Contract, endpoint: Endpoint, server: string = endpoint.server): Opening {
  const { handshake } = endpoint;
  const placeholders = placeholdersOf(contract, endpoint);
  const carried = (place: string): readonly Placeholder[] =>
    placeholders.filter(({ scheme }) => scheme.carrier.in === place);
  const query = new Map<string, string>();
  for (const { name, required, example } of handshake.query)
    if (required && !carriesCredential(endpoint, 'query', name)) query.set(name, example ?? name);
  const pairs = [...query].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  for (const { word, scheme } of carried('query'))
    if ('name' in scheme.carrier) pairs.push(`${encodeURIComponent(scheme.carrier.name)}=${word}`);
  const path = fillAddress(endpoint.address, exampleParameters(endpoint));
  return {
    base: baseOf(contract, server),
    target: pairs.length === 0 ? path : `${path}?${pairs.join('&')}`,
    subprotocols: [...subprotocolsOf(endpoint), ...carried('subprotocol').map(disguised)],
    headers: [
      ...handshake.headers.flatMap(({ name, required, example }): Header[] =>
        required && !carriesCredential(endpoint, 'header', name) && !OWN_HEADERS.test(name)
          ? [[name, example ?? name]]
          : [],
      ),
      ...carried('header').flatMap(({ word, scheme }): Header[] =>
        'name' in scheme.carrier ? [[scheme.carrier.name, word]] : [],
      ),
      ...carried('authorization').map(
        ({ word, scheme }): Header => [
          'Authorization',
          `${'scheme' in scheme.carrier ? scheme.carrier.scheme : 'Bearer'} ${word}`,
        ],
      ),
      ...cookieHeader(carried('cookie')),
    ],
    ...originFor(endpoint),
    placeholders,
  };
}

/** Values that are known to be good; where none is, the parameter's own name stands in for one. */
export function exampleParameters({ parameters }: Endpoint): Readonly<Record<string, string>> {
  return Object.fromEntries(
    parameters.map(({ name, examples, enum: allowed }) => [name, examples[0] ?? allowed?.[0] ?? name]),
  );
}

export function urlOf({ base, target }: Opening): string {
  return `${base}${target}`;
}

export function baseOf({ servers }: Contract, server: string): string {
  const found = servers[server];
  return found === undefined ? 'ws://localhost' : `${found.protocol.replace(/^http/, 'ws')}://${found.host}`;
}

/** What each client sends by itself, or in a way of its own. */
const OWN_HEADERS = /^(origin|host|upgrade|connection|sec-websocket-.*)$/i;

function placeholdersOf({ companions }: Contract, endpoint: Endpoint): Placeholder[] {
  const found: Placeholder[] = [];
  for (const { anyOf } of endpoint.handshake.credentials) {
    const scheme = anyOf.find(({ carrier }) => carrier.in !== 'elsewhere');
    if (scheme === undefined || found.some((one) => one.scheme.name === scheme.name)) continue;
    const issuer = companions.find(({ issues }) => issues?.value.scheme === scheme.name);
    found.push({
      word: `YOUR_${scheme.name
        .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
        .replaceAll(/[^A-Za-z0-9]+/g, '_')
        .toUpperCase()}`,
      scheme,
      ...(issuer === undefined ? {} : { issuedBy: issuer.id }),
    });
  }
  return found;
}

function subprotocolsOf({ handshake }: Endpoint): readonly string[] {
  const first = handshake.subprotocols?.value.supported[0];
  return first === undefined ? [] : [first];
}

function disguised({ word, scheme: { carrier } }: Placeholder): string {
  return carrier.in === 'subprotocol' ? `${carrier.prefix}${word}` : word;
}

function cookieHeader(cookies: readonly Placeholder[]): Header[] {
  if (cookies.length === 0) return [];
  const pairs = cookies.flatMap(({ word, scheme }) =>
    'name' in scheme.carrier ? [`${scheme.carrier.name}=${word}`] : [],
  );
  return [['Cookie', pairs.join('; ')]];
}

/** A server that lists its origins may want one from everybody; one of the list is never wrong. */
function originFor({ handshake: { origins, missingOrigin } }: Endpoint): { origin?: string } {
  const listed = origins?.value === 'any' ? undefined : origins?.value[0];
  if (listed !== undefined) return { origin: listed };
  return missingOrigin?.value === 'reject' ? { origin: 'http://localhost:3000' } : {};
}
