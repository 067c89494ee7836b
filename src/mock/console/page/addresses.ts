import type { Companion } from '../../../contract/companion.ts';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { describeCarrier } from '../../../rules/describe-carrier.ts';
import { exampleTarget } from '../../example-url.ts';

/** The mock under the name by which this page knows it, so that its cookies go along. */
export function socketUrl(endpoint: Endpoint): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${exampleTarget(endpoint)}`;
}

export function companionUrl({ address }: Companion): string {
  return `${location.origin}${address}`;
}

/** What `new WebSocket(url, …)` is given: all that the document names, so that the mock chooses. */
export function subprotocolsOf({ handshake }: Endpoint): readonly string[] {
  return handshake.subprotocols?.value.supported ?? [];
}

/** What a handshake of this page lacks though the endpoint asks for it: no page can set it (WHATWG WebSockets §3). */
export function pageCannot(endpoint: Endpoint): readonly string[] {
  const { origins, credentials, headers } = endpoint.handshake;
  const cannot: string[] = [];
  const listed = origins === undefined || origins.value === 'any' ? undefined : origins.value;
  if (listed !== undefined && !listed.includes(location.origin))
    cannot.push(
      `The endpoint takes pages of ${listed.join(' or ')}. This page is of ${location.origin}, and no page can say otherwise: expect a refusal.`,
    );
  for (const { name, required } of headers)
    if (required && !/^(cookie|origin|host|user-agent|sec-websocket-.*)$/i.test(name))
      cannot.push(`The endpoint wants the header ${name}, which no page can set.`);
  for (const { anyOf } of credentials) {
    const carriers = anyOf.map(({ carrier }) => carrier.in);
    if (carriers.some((where) => where === 'query' || where === 'subprotocol')) continue;
    const words = anyOf.map(describeCarrier).join(' or ');
    if (carriers.includes('cookie'))
      cannot.push(
        `The endpoint wants ${words}: the browser sends it if a companion has set it for ${location.host}.`,
      );
    else if (carriers.some((where) => where === 'header' || where === 'authorization'))
      cannot.push(`The endpoint wants ${words}, which no page can set.`);
  }
  return cannot;
}
