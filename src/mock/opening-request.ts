import { headerValue } from '../rules/credential-value.ts';
import type { HandshakeAttempt } from '../rules/handshake-attempt.ts';
import type { Header } from '../script/script.ts';
import { parseRequestTarget } from './request-target.ts';

/** An HTTP request that asks to become a WebSocket, before anybody has looked at it. */
export interface OpeningRequest {
  readonly method: string;
  /** `1.1` */
  readonly httpVersion: string;
  /** As it stands on the request line. */
  readonly target: string;
  readonly headers: readonly Header[];
}

/** An answer that is no WebSocket. */
export interface Refusal {
  readonly status: number;
  readonly headers: readonly Header[];
  /** What was wrong, one sentence. */
  readonly reason: string;
  /** What would have passed. */
  readonly remedy: string;
}

export type ReadOpening =
  | { readonly kind: 'attempt'; readonly attempt: HandshakeAttempt }
  | { readonly kind: 'refusal'; readonly refusal: Refusal };

/** 16 bytes in base64 (RFC 6455 §4.2.1). */
const KEY = /^[A-Za-z0-9+/]{22}==$/;

/** The server's reading of an opening handshake: RFC 6455 §4.2.1, one guard for each of its points. */
export function readOpening(request: OpeningRequest): ReadOpening {
  const { headers } = request;
  const key = headers.filter(([name]) => name.toLowerCase() === 'sec-websocket-key');
  const version = headerValue(headers, 'sec-websocket-version');
  if (request.method !== 'GET') {
    return refuse(405, `The method is ${request.method}.`, 'A handshake is a GET.', [['Allow', 'GET']]);
  }
  if (request.httpVersion !== '1.1') {
    return refuse(505, `The request is HTTP/${request.httpVersion}.`, 'A handshake is HTTP/1.1.');
  }
  if (headerValue(headers, 'host') === undefined) {
    return refuse(400, 'The Host header is missing.', 'Send one Host header (RFC 9112 §3.2).');
  }
  if (!hasToken(headers, 'upgrade', 'websocket') || !hasToken(headers, 'connection', 'upgrade')) {
    return refuse(
      426,
      'The request does not ask to become a WebSocket.',
      'Send Connection: Upgrade and Upgrade: websocket.',
      UPGRADE,
    );
  }
  if (key.length !== 1 || !KEY.test(key[0]?.[1] ?? '')) {
    return refuse(
      400,
      key.length === 0
        ? 'The Sec-WebSocket-Key header is missing.'
        : 'The Sec-WebSocket-Key header is not valid.',
      'Send one Sec-WebSocket-Key: 16 random bytes in base64.',
    );
  }
  if (version !== '13') {
    return refuse(
      426,
      version === undefined
        ? 'The Sec-WebSocket-Version header is missing.'
        : `The Sec-WebSocket-Version is ${version}.`,
      'Send Sec-WebSocket-Version: 13.',
      [...UPGRADE, ['Sec-WebSocket-Version', '13']],
    );
  }
  const target = parseRequestTarget(request.target);
  if (target === undefined) {
    return refuse(400, 'The request target is not valid.', 'Send a path whose percent escapes are UTF-8.');
  }
  return { kind: 'attempt', attempt: { ...target, headers } };
}

/** RFC 9110 §15.5.22: a 426 says what to upgrade to. */
const UPGRADE: readonly Header[] = [
  ['Connection', 'Upgrade, close'],
  ['Upgrade', 'websocket'],
];

function refuse(
  status: number,
  reason: string,
  remedy: string,
  headers: readonly Header[] = [],
): ReadOpening {
  return { kind: 'refusal', refusal: { status, headers, reason, remedy } };
}

/** Header lines of one name are one comma-separated list of case-insensitive tokens (RFC 9110 §5.3). */
function hasToken(headers: readonly Header[], name: string, token: string): boolean {
  return headers.some(
    ([header, value]) =>
      header.toLowerCase() === name && value.split(',').some((item) => item.trim().toLowerCase() === token),
  );
}
