import type { Endpoint } from '../../contract/endpoint.ts';
import { type Opening, urlOf } from './opening.ts';

/** The handshake as it goes over the wire (RFC 6455 §4.1), and what a good one is answered with (§4.2.2). */
export function requestText(opening: Opening): string {
  const { base, target, headers, origin, subprotocols } = opening;
  return [
    `GET ${target} HTTP/1.1`,
    `Host: ${base.replace(/^wss?:\/\//, '')}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: (16 random bytes in base64)',
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    ...(subprotocols.length === 0 ? [] : [`Sec-WebSocket-Protocol: ${subprotocols.join(', ')}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ].join('\n');
}

export function answerText({ subprotocols, placeholders }: Opening, { handshake }: Endpoint): string {
  const secret = placeholders.map(({ word }) => word);
  const selected =
    handshake.subprotocols === undefined
      ? undefined
      : subprotocols.find((name) => !secret.some((word) => name.endsWith(word)));
  return [
    'HTTP/1.1 101 Switching Protocols',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Accept: (made from the key)',
    ...(selected === undefined ? [] : [`Sec-WebSocket-Protocol: ${selected}`]),
  ].join('\n');
}

/** The same with curl, whose word for a refusal is the status line. */
export function diagnoseCommand(opening: Opening, document: string): string {
  const origin = opening.origin === undefined ? '' : ` --origin ${opening.origin}`;
  return `countersign diagnose ${shellWord(urlOf(opening))}${origin} --document ${shellWord(document)}`;
}

/** For sh: as it is where nothing in it means anything, else in quotes. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
