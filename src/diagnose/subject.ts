import type { Contract } from '../contract/contract.ts';
import type { CredentialCarrier } from '../contract/handshake-policy.ts';
import type { Header, OutgoingFrame } from '../script/script.ts';

/** One host, port and protocol. */
export interface Place {
  readonly protocol: 'ws' | 'wss';
  /** A name, an IPv4 address, or an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
}

/** What is to be diagnosed: the handshake as the client sends it, and what is known beside it. */
export interface Subject {
  readonly place: Place;
  /** Starts with `/`; as in the URL, without the query. */
  readonly path: string;
  /** Query with its `?`, or `''`. */
  readonly search: string;
  /** What the client sends as `Origin`; absent: no such header. */
  readonly origin?: string;
  readonly headers: readonly Header[];
  readonly subprotocols: readonly string[];
  /** Given on the command line, and sent with the first handshake. */
  readonly credentials: readonly Credential[];
  readonly contract?: Contract;
  /** Can somebody log in by the document's own flow? Then `via: 'login'` may be asked. */
  readonly canLogIn: boolean;
  /** Some letters and digits that no real path has: control paths are made of them. */
  readonly nonce: string;
  /** ms since 1970, by the clock of the one who asks. */
  readonly now: number;
}

/** A credential in the place where it travels. Never to be printed. */
export interface Credential {
  /** The security scheme, or the name of the query parameter. */
  readonly scheme: string;
  readonly carrier: CredentialCarrier;
  readonly value: string;
  /** Whose it is, for a report: `given`, `login/staff`. */
  readonly owner: string;
  readonly role?: string;
}

/** The address of loopback in any form: here this machine itself can be asked what listens. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** `ws://host:port`, brackets around IPv6, the scheme's own port left out. */
export function formatPlace({ protocol, host, port }: Place): string {
  const shown = host.includes(':') ? `[${host}]` : host;
  return `${protocol}://${shown}${port === (protocol === 'ws' ? 80 : 443) ? '' : `:${port}`}`;
}

/** `host:port`. */
export function formatAddress({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The Origin of a page that this very server serves. */
export function ownOrigin(place: Place): string {
  return formatPlace(place).replace(/^ws/, 'http');
}

/** A frame that no server can mistake for a message of its protocol. */
export const NOT_JSON: OutgoingFrame = { text: 'countersign diagnose: this frame is not JSON' };
