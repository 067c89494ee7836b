import type { CredentialCarrier } from '../contract/handshake-policy.ts';
import type { Header } from '../script/script.ts';
import { findDisguised } from './subprotocol-credential.ts';

/** Where a request may carry a credential. */
export interface Carried {
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly Header[];
}

/** The credential that stands at `carrier`, or `undefined`. Never to be printed. */
export function readCredential(carrier: CredentialCarrier, request: Carried): string | undefined {
  switch (carrier.in) {
    case 'query':
      return nonEmpty(request.query.find(([name]) => name === carrier.name)?.[1]);
    case 'header':
      return nonEmpty(headerValue(request.headers, carrier.name));
    case 'cookie':
      return nonEmpty(cookies(request.headers).find(([name]) => name === carrier.name)?.[1]);
    case 'authorization': {
      const value = headerValue(request.headers, 'authorization');
      const prefix = `${carrier.scheme.toLowerCase()} `;
      return value?.toLowerCase().startsWith(prefix) === true
        ? nonEmpty(value.slice(prefix.length).trim())
        : undefined;
    }
    case 'subprotocol':
      return nonEmpty(findDisguised(carrier, offeredSubprotocols(request.headers))?.value);
    case 'elsewhere':
      return undefined;
  }
}

/** The first header of that name, in any case. */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([header]) => header.toLowerCase() === wanted)?.[1];
}

/** RFC 6455 §11.3.4: several header lines are one list. */
export function offeredSubprotocols(headers: readonly Header[]): readonly string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'sec-websocket-protocol')
    .flatMap(([, value]) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** RFC 6265 §4.2.1. */
function cookies(headers: readonly Header[]): readonly (readonly [string, string])[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';'))
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? ['', pair.trim()] : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    });
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
