import type { Header, Opening } from '../script/script.ts';
import { type DialTarget, hostHeaderOf } from './dial-target.ts';

/** The request's head of an opening handshake (RFC 6455 §4.1). */
export interface OpeningHead {
  readonly line: string;
  readonly headers: readonly Header[];
}

/**
 * The head that an `Opening` asks for, in the order of RFC 6455 §1.3. A header of the opening stands in the
 * place of the required one whose name it has (in any case), as often as it is given; the others follow.
 * @param key a fresh `Sec-WebSocket-Key`: 16 random bytes in base64.
 */
export function openingHead(target: DialTarget, opening: Opening, key: string): OpeningHead {
  const required: Header[] = [
    ['Host', hostHeaderOf(target)],
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Key', key],
    ['Sec-WebSocket-Version', '13'],
  ];
  if (opening.origin !== undefined) required.push(['Origin', opening.origin]);
  if (opening.subprotocols !== undefined && opening.subprotocols.length > 0)
    required.push(['Sec-WebSocket-Protocol', opening.subprotocols.join(', ')]);

  const own = opening.headers ?? [];
  const omitted = new Set(opening.omit?.map((name) => name.toLowerCase()));
  const replaced = new Set<string>();
  const headers = required.flatMap((header): readonly Header[] => {
    const name = header[0].toLowerCase();
    const instead = own.filter(([n]) => n.toLowerCase() === name);
    if (instead.length > 0) replaced.add(name);
    if (instead.length > 0) return instead;
    return omitted.has(name) ? [] : [header];
  });
  headers.push(...own.filter(([name]) => !replaced.has(name.toLowerCase())));
  return {
    line: `${opening.method ?? 'GET'} ${opening.target} HTTP/${opening.httpVersion ?? '1.1'}`,
    headers,
  };
}

/** The bytes of a head. Nothing is checked or escaped: a handshake may be wrong on purpose. */
export function writeHead(head: OpeningHead): string {
  return `${[head.line, ...head.headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`;
}
