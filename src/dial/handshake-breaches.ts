import { createHash } from 'node:crypto';
import type { Header } from '../script/script.ts';
import type { HandshakeBreach } from '../transcript/transcript.ts';
import { type HttpHead, listOf, valuesOf } from './http-head.ts';
import { printable } from './printable.ts';

/** RFC 6455 §1.3: what the server appends to the key before it hashes. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

type Rule = HandshakeBreach['rule'];

/**
 * What of RFC 6455 §4.1 (what a client must demand of the answer) a 101 breaks: rows R1 to R7 of
 * HANDSHAKE.md 1.2. Empty: a valid answer.
 * @param sent the headers of the request.
 * @param rest the bytes that came right behind the head.
 */
export function handshakeBreaches(sent: readonly Header[], head: HttpHead, rest: Buffer): HandshakeBreach[] {
  const breaches: HandshakeBreach[] = [];
  const add = (rule: Rule, message: string): void => {
    breaches.push({ rule, message });
  };

  if (head.version !== '1.1')
    add('R1', `The answer is HTTP/${head.version}; a protocol can be upgraded in HTTP/1.1 only.`);
  const upgrade = valuesOf(head.headers, 'upgrade');
  if (upgrade.length === 0) add('R2', 'The answer has no Upgrade header.');
  else if (upgrade.join(', ').toLowerCase() !== 'websocket')
    add('R2', `Upgrade is "${upgrade.join(', ')}"; it must be "websocket".`);
  const connection = valuesOf(head.headers, 'connection');
  if (connection.length === 0) add('R2', 'The answer has no Connection header.');
  else if (!listOf(head.headers, 'connection').some((token) => token.toLowerCase() === 'upgrade'))
    add('R2', `Connection is "${connection.join(', ')}"; it must contain "Upgrade".`);

  acceptBreaches(sent, head, add);
  subprotocolBreaches(sent, head, add);
  extensionBreaches(sent, head, add);

  for (const name of ['Content-Length', 'Transfer-Encoding'])
    if (valuesOf(head.headers, name).length > 0)
      add('R6', `The answer has ${name}; a 101 has no body (RFC 9110 §8.6).`);
  if (!mayBeFrame(rest, valuesOf(head.headers, 'sec-websocket-extensions').length > 0))
    add('R7', `What follows the head is no WebSocket frame: ${printable(rest.subarray(0, 64))}.`);
  return breaches;
}

/** RFC 6455 §4.2.2: the `Sec-WebSocket-Accept` that answers a `Sec-WebSocket-Key`. */
export function acceptFor(key: string): string {
  return createHash('sha1')
    .update(key + GUID)
    .digest('base64');
}

function acceptBreaches(
  sent: readonly Header[],
  head: HttpHead,
  add: (rule: Rule, message: string) => void,
): void {
  const accepts = valuesOf(head.headers, 'sec-websocket-accept');
  const good = valuesOf(sent, 'sec-websocket-key').map((key) => acceptFor(key.trim()));
  const [accept] = accepts;
  if (accept === undefined) add('R3', 'The answer has no Sec-WebSocket-Accept header.');
  else if (accepts.length > 1)
    add('R3', `Sec-WebSocket-Accept stands in the answer ${accepts.length} times.`);
  else if (good.length === 0) add('R3', 'A handshake without Sec-WebSocket-Key was accepted.');
  else if (!good.includes(accept))
    add(
      'R3',
      `Sec-WebSocket-Accept is "${accept}"; the key that was sent calls for "${good.join('" or "')}".`,
    );
}

function subprotocolBreaches(
  sent: readonly Header[],
  head: HttpHead,
  add: (rule: Rule, message: string) => void,
): void {
  const selected = valuesOf(head.headers, 'sec-websocket-protocol');
  const offered = listOf(sent, 'sec-websocket-protocol');
  const [value] = selected;
  if (value === undefined) return;
  if (selected.length > 1) add('R4', `Sec-WebSocket-Protocol stands in the answer ${selected.length} times.`);
  else if (value === '') add('R4', 'Sec-WebSocket-Protocol is empty.');
  else if (offered.length === 0)
    add('R4', `The subprotocol "${value}" was selected, though none was offered.`);
  else if (!offered.includes(value))
    add('R4', `The subprotocol "${value}" was selected; offered was "${offered.join('", "')}".`);
}

function extensionBreaches(
  sent: readonly Header[],
  head: HttpHead,
  add: (rule: Rule, message: string) => void,
): void {
  const lines = valuesOf(head.headers, 'sec-websocket-extensions');
  if (lines.length > 1) add('R5', `Sec-WebSocket-Extensions stands in the answer ${lines.length} times.`);
  const nameOf = (extension: string): string => extension.split(';')[0]?.trim().toLowerCase() ?? '';
  const offered = new Set(listOf(sent, 'sec-websocket-extensions').map(nameOf));
  for (const extension of listOf(head.headers, 'sec-websocket-extensions'))
    if (!offered.has(nameOf(extension)))
      add('R5', `The extension "${nameOf(extension)}" was selected, though it was not offered.`);
}

/** Could a frame begin like this? RFC 6455 §5.2: RSV bits are clear without an extension, opcodes 3–7 and B–F reserved. */
function mayBeFrame(rest: Buffer, extended: boolean): boolean {
  const [first] = rest;
  if (first === undefined) return true;
  const opcode = first & 0x0f;
  return (extended || (first & 0x70) === 0) && (opcode <= 2 || (opcode >= 8 && opcode <= 10));
}
