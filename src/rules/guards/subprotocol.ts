import type { HandshakePolicy } from '../../contract/handshake-policy.ts';
import type { Header } from '../../script/script.ts';
import { offeredSubprotocols } from '../credential-value.ts';
import { findDisguised } from '../subprotocol-credential.ts';
import type { Complaint } from './complaint.ts';

/** A required subprotocol was offered. */
export function judgeSubprotocol(policy: HandshakePolicy, headers: readonly Header[]): Complaint | undefined {
  const promised = policy.subprotocols?.value;
  if (promised?.required !== true || selectSubprotocol(policy, headers) !== undefined) return undefined;
  return {
    reason:
      offeredSubprotocols(headers).length === 0
        ? 'No subprotocol was offered.'
        : 'None of the offered subprotocols is supported.',
    remedy: `Offer ${promised.supported.join(' or ')} in Sec-WebSocket-Protocol.`,
  };
}

/**
 * RFC 6455 §4.2.2 (4): one of those offered, or none. Without a promise the first offered is selected, because
 * browsers fail a connection whose offer was not taken up; a credential in disguise is never echoed.
 */
export function selectSubprotocol(policy: HandshakePolicy, headers: readonly Header[]): string | undefined {
  const offered = offeredSubprotocols(headers);
  const promised = policy.subprotocols?.value;
  if (promised !== undefined) return offered.find((name) => promised.supported.includes(name));
  const disguised = policy.credentials.flatMap(({ anyOf }) =>
    anyOf.flatMap(({ carrier }) =>
      carrier.in === 'subprotocol' ? (findDisguised(carrier, offered)?.offer ?? []) : [],
    ),
  );
  return offered.find((name) => !disguised.includes(name));
}
