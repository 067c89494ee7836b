import { disguiseCredential } from '../rules/subprotocol-credential.ts';

/**
 * A plan holds no secrets: where a credential goes, it has a marker, and the runner puts the credential of the
 * moment in its place. Made of characters that no percent-encoding changes (RFC 3986 §2.3).
 */
export interface CredentialMarker {
  readonly scheme: string;
  readonly identity: string;
  readonly fresh: boolean;
}

const MARKER = /~credential-([^~]*)~([^~]*)~(fresh|any)~/g;

export function markCredential({ scheme, identity, fresh }: CredentialMarker): string {
  return `~credential-${escapeName(scheme)}~${escapeName(identity)}~${fresh ? 'fresh' : 'any'}~`;
}

/** All markers of a text. */
export function findMarkers(text: string): readonly CredentialMarker[] {
  return [...text.matchAll(MARKER)].map(toMarker);
}

export function replaceMarkers(text: string, value: (marker: CredentialMarker) => string): string {
  return text.replaceAll(MARKER, (...match) => value(toMarker(match as unknown as RegExpMatchArray)));
}

function toMarker(match: RegExpMatchArray): CredentialMarker {
  const [, scheme = '', identity = '', fresh] = match;
  return {
    scheme: decodeURIComponent(scheme),
    identity: decodeURIComponent(identity),
    fresh: fresh === 'fresh',
  };
}

function escapeName(name: string): string {
  return encodeURIComponent(name).replaceAll('~', '%7E');
}

/** Is that text, or what becomes of it, still to be filled in? */
export function hasMarker(text: string): boolean {
  return text.search(MARKER) >= 0;
}

/**
 * An offered subprotocol with the credential in its place, encoded as what stands before it demands. It can be so only
 * once the credential is there: a plan has the marker as it is.
 */
export function replaceDisguised(offer: string, value: (marker: CredentialMarker) => string): string {
  const at = offer.search(MARKER);
  return at < 0 ? offer : disguiseCredential(offer.slice(0, at), replaceMarkers(offer.slice(at), value));
}
