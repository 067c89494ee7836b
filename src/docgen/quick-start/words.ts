import type { Json } from '../../contract/json.ts';
import { code, type Inline, type Phrase } from '../blocks.ts';
import type { Opening } from '../facts/opening.ts';
import type { Start } from './start.ts';

/** A string literal of JavaScript. */
export function scriptText(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return `'${inner}'`;
}

/** JSON in the style of JavaScript, each further line behind `indent`. */
export function scriptValue(value: Json, indent: string): string {
  const text = JSON.stringify(value).length <= 60 ? oneLine(value) : JSON.stringify(value, null, 2);
  return text.replaceAll('\n', `\n${indent}`).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function oneLine(value: Json): string {
  return JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ').replaceAll('[ ', '[').replaceAll(' ]', ']');
}

/** `new WebSocket(url, protocols)`, as in a browser. */
export function socketCall({ base, target, subprotocols }: Opening): string {
  const url = scriptText(`${base}${target}`);
  return subprotocols.length === 0
    ? `new WebSocket(${url})`
    : `new WebSocket(${url}, [${subprotocols.map(scriptText).join(', ')}])`;
}

/** The argument of `send`. */
export function sentValue({ first }: Start, indent: string): string | undefined {
  if (first === undefined) return undefined;
  if (first.isJson) return `JSON.stringify(${scriptValue(first.payload, indent)})`;
  return typeof first.payload === 'string'
    ? scriptText(first.payload)
    : scriptText(JSON.stringify(first.payload));
}

export function heardValue({ hearsJson }: Start): string {
  return hearsJson ? 'JSON.parse(data)' : 'data';
}

/** What a page has to know that a program has not: it cannot set headers, and its Origin is its own. */
export function browserNotes({ opening }: Start): readonly Phrase[] {
  const { headers, origin } = opening;
  const cookies = headers.some(([name]) => name === 'Cookie');
  const others = headers.filter(([name]) => name !== 'Cookie').map(([name]) => name);
  return [
    ...(origin === undefined
      ? []
      : [
          [
            'The page must come from ',
            code(origin),
            ' or another allowed Origin: the browser says where it came from, and a page cannot change that.',
          ] satisfies Inline[],
        ]),
    ...(cookies
      ? ['The browser sends the cookie by itself, where it has one for the host of the server.']
      : []),
    ...(others.length === 0
      ? []
      : [
          [
            'A browser lets no page set ',
            ...others.flatMap((name, index): Inline[] => (index === 0 ? [code(name)] : [', ', code(name)])),
            ' on a WebSocket: from a page this handshake is not possible as the document describes it.',
          ] satisfies Inline[],
        ]),
    ...placeholderNotes(opening),
  ];
}

export function placeholderNotes({ placeholders }: Opening): readonly Phrase[] {
  return placeholders
    .filter(({ scheme }) => scheme.carrier.in !== 'cookie')
    .map(
      ({ word, scheme, issuedBy }): Phrase => [
        'Put your ',
        scheme.name,
        ' in the place of ',
        code(word),
        ...(issuedBy === undefined ? [] : ['; ', code(issuedBy), ' hands one out']),
        '.',
      ],
    );
}
