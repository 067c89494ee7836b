import type { Endpoint } from '../../contract/endpoint.ts';
import type { RefusalForm } from '../../contract/handshake-policy.ts';
import type { Promised } from '../../contract/promise.ts';
import { formatDuration } from '../../transcript/format.ts';
import { code, codeLink, type Inline, joined, type Phrase, soft } from '../blocks.ts';
import type { Site } from '../site.ts';
import { messageLinks } from './talk.ts';

/** What happens on open, and where the talk leaves its path. */
export function otherwiseFacts(site: Site, endpoint: Endpoint): readonly (readonly [string, Phrase])[] {
  const { greeting, invalid, otherwise, keepalive, payloadLimit } = endpoint;
  const rows: [string, Phrase][] = [];
  if (greeting !== undefined)
    rows.push([
      'On open',
      greeting.value.length === 0
        ? 'the server sends nothing'
        : ['the server sends ', ...messageLinks(site, endpoint, greeting.value, ', then ')],
    ]);
  rows.push([
    'A frame that fits no message',
    invalid === undefined
      ? [soft('not promised; the mock ignores it, and says so in its journal')]
      : invalid.value.kind === 'ignore'
        ? 'is ignored'
        : invalid.value.kind === 'close'
          ? ['ends the connection with ', code(String(invalid.value.code))]
          : ['is answered with ', ...messageLinks(site, endpoint, [invalid.value.message])],
  ]);
  if (otherwise !== undefined)
    rows.push([
      'Any other well-formed frame',
      ['is answered with ', ...messageLinks(site, endpoint, [otherwise.value])],
    ]);
  if (keepalive !== undefined) {
    const { idle, send, ping, close, code: closing } = keepalive.value;
    const items: Inline[][] = [
      ...(send === undefined
        ? []
        : [[`after ${formatDuration(idle)} the server sends `, ...messageLinks(site, endpoint, [send])]]),
      ...(ping === undefined ? [] : [[`after ${formatDuration(idle)} it sends a Ping`]]),
      ...(close === undefined
        ? []
        : [[`after ${formatDuration(close)} it closes with `, code(String(closing ?? 1000))]]),
    ];
    rows.push([
      'Silence of the client',
      items.length === 0 ? `of ${formatDuration(idle)} is noticed` : joined(items),
    ]);
  }
  if (payloadLimit !== undefined)
    rows.push(['Payload', [`at most ${sizeWords(payloadLimit.value)}; more is closed with `, code('1009')]]);
  return rows;
}

function sizeWords(bytes: number): string {
  if (bytes >= 1024 ** 2 && bytes % 1024 ** 2 === 0) return `${bytes / 1024 ** 2} MiB`;
  return bytes >= 1024 && bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes} bytes`;
}

/** Every close code that this endpoint promises, with what it means here. */
export function closeCodes(
  site: Site,
  endpoint: Endpoint,
): readonly (readonly [code: number, meaning: Phrase])[] {
  const found: [number, Phrase][] = [];
  const { refuse, expiry } = endpoint.handshake;
  for (const [reason, forms] of Object.entries(refuse) as [
    string,
    Promised<readonly RefusalForm[]> | undefined,
  ][])
    for (const form of forms?.value ?? [])
      if ('close' in form)
        found.push([form.close, `refused right after the handshake: ${REASONS[reason] ?? reason}`]);
  if (expiry !== undefined) found.push([expiry.value.close, 'the credential has expired']);
  if (endpoint.invalid?.value.kind === 'close')
    found.push([endpoint.invalid.value.code, 'a frame that fits no message']);
  if (endpoint.keepalive?.value.close !== undefined)
    found.push([endpoint.keepalive.value.code ?? 1000, 'the client was silent for too long']);
  if (endpoint.payloadLimit !== undefined) found.push([1009, 'a message was too large (RFC 6455 §7.4.1)']);
  for (const operation of endpoint.operations)
    if (operation.kind === 'request' && operation.closes !== undefined)
      found.push([
        operation.closes.value,
        ['after ', codeLink(operation.id, site.operation(endpoint, operation.id))],
      ]);
  return found.sort(([a], [b]) => a - b);
}

const REASONS: Readonly<Record<string, string>> = {
  path: 'no such path',
  origin: 'the Origin is not allowed',
  credentials: 'no good credential',
  role: 'the role may not connect',
  capacity: 'all places are taken',
  query: 'a query parameter is missing or wrong',
  subprotocol: 'no supported subprotocol was offered',
};
