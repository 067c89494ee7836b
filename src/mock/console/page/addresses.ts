import type { Companion } from '../../../contract/companion.ts';
import type { Endpoint } from '../../../contract/endpoint.ts';
import type { CredentialCarrier } from '../../../contract/handshake-policy.ts';
import { fillAddress } from '../../../rules/address.ts';
import { describeCarrier } from '../../../rules/describe-carrier.ts';
import { exampleTarget } from '../../example-url.ts';

/** The mock under the name by which this page knows it, so that its cookies go along. */
export function socketUrl(endpoint: Endpoint): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${exampleTarget(endpoint)}`;
}

/** Its address with examples for the parameters and for the query that it must have. */
export function companionUrl({ address, parameters, query }: Companion): string {
  const values = Object.fromEntries(parameters.map(({ name, example = name }) => [name, example]));
  const pairs = query.flatMap(({ name, required, example = name }) =>
    required ? [`${encodeURIComponent(name)}=${encodeURIComponent(example)}`] : [],
  );
  return `${location.origin}${fillAddress(address, values)}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

/** What `new WebSocket(url, …)` is given: all that the document names, so that the mock chooses. */
export function subprotocolsOf({ handshake }: Endpoint): readonly string[] {
  return handshake.subprotocols?.value.supported ?? [];
}

/** What a handshake of this page lacks though the endpoint asks for it. */
export interface Lack {
  readonly text: string;
  /** The fault that has the mock do without it. Absent: there is none. */
  readonly fault?: string;
}

/** No page can choose its Origin, or set a header of its handshake (WHATWG WebSockets §3); a credential it must be given. */
export function lacksOf(endpoint: Endpoint): readonly Lack[] {
  const { origins, credentials, headers } = endpoint.handshake;
  const lacks: Lack[] = [];
  const listed = origins === undefined || origins.value === 'any' ? undefined : origins.value;
  if (listed !== undefined && !listed.includes(location.origin))
    lacks.push({
      text: `It takes pages of ${listed.join(' or ')} only. This page is of ${location.origin}, and cannot say otherwise.`,
      fault: 'any-origin',
    });
  for (const { name, required } of headers)
    if (required && !/^(cookie|origin|host|user-agent|sec-websocket-.*)$/i.test(name))
      lacks.push({ text: `It wants the header ${name}, which no page can set.` });
  for (const { anyOf } of credentials) {
    const wanted = anyOf.map(describeCarrier).join(' or ');
    const places = anyOf.map(({ carrier }) => carrier.in);
    lacks.push({ text: `It wants ${wanted}${howToBring(places)}`, fault: 'any-credential' });
  }
  return lacks;
}

function howToBring(places: readonly CredentialCarrier['in'][]): string {
  if (places.includes('query')) return ': put one into the address that a companion hands out.';
  if (places.includes('subprotocol')) return ': offer one among the subprotocols.';
  if (places.includes('cookie'))
    return `: the browser sends it, once a companion has set it for ${location.hostname}.`;
  return ', which no page can set.';
}
