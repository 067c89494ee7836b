import type { CredentialCarrier } from '../contract/handshake-policy.ts';
import { base64UrlOf, utf8Of } from '../script/base64.ts';

type SubprotocolCarrier = Extract<CredentialCarrier, { in: 'subprotocol' }>;

/**
 * What people write before a token that they offer as a subprotocol: `bearer.…`, `Authorization.…`, `access_token.…`,
 * `base64url.bearer.authorization.k8s.io.…` (Kubernetes). Only asked where the document says no prefix.
 */
const USUAL_PREFIX =
  /^(?:base64url\.bearer\.authorization\.k8s\.io\.|(?:(?:authorization|auth|bearer|(?:access|id|ws)[_-]?token|token|jwt|api[_-]?key)[.:|-])+)(?=.)/i;

/** The offered subprotocol that is a credential in disguise, and the credential in it. Neither is to be printed. */
export interface DisguisedCredential {
  readonly offer: string;
  readonly value: string;
}

/**
 * The one with the prefix that the document says. Where it says none: the one with a usual prefix, else the last one
 * that is no subprotocol of the endpoint, `new WebSocket(url, ['v1.json', token])`.
 */
export function findDisguised(
  { prefix, others = [] }: SubprotocolCarrier,
  offered: readonly string[],
): DisguisedCredential | undefined {
  const strangers = offered.filter((name) => !others.includes(name));
  if (prefix !== '') {
    const offer = strangers.find((name) => name.startsWith(prefix));
    return offer === undefined ? undefined : { offer, value: decoded(prefix, offer.slice(prefix.length)) };
  }
  const offer = strangers.findLast((name) => USUAL_PREFIX.test(name)) ?? strangers.at(-1);
  if (offer === undefined) return undefined;
  const usual = USUAL_PREFIX.exec(offer)?.[0] ?? '';
  return { offer, value: decoded(usual, offer.slice(usual.length)) };
}

/** The subprotocol that a client offers to show that credential, as the prefix says. */
export function disguiseCredential(prefix: string, value: string): string {
  return prefix + (isEncoding(prefix) ? base64UrlOf(utf8Of(value)) : value);
}

function isEncoding(prefix: string): boolean {
  return /^base64url\./i.test(prefix);
}

/** Behind a prefix that says so the credential is in base64url, without padding (RFC 4648 §5); or as it is, where it cannot be. */
function decoded(prefix: string, value: string): string {
  if (!isEncoding(prefix) || !/^[\w-]+$/.test(value)) return value;
  const text = decodeBase64Url(value);
  return /^[\x21-\x7e]+$/.test(text) ? text : value;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Bytes as characters. Written by hand: the pure rows have neither `Buffer` nor `atob`. */
function decodeBase64Url(value: string): string {
  let bits = 0;
  let size = 0;
  let text = '';
  for (const character of value) {
    bits = ((bits << 6) | ALPHABET.indexOf(character)) & 0xfff;
    size += 6;
    if (size >= 8) {
      size -= 8;
      text += String.fromCharCode((bits >> size) & 0xff);
    }
  }
  return text;
}
