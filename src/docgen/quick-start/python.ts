import { isJsonObject, type Json } from '../../contract/json.ts';
import { code, type Tab } from '../blocks.ts';
import type { Start } from './start.ts';
import { placeholderNotes } from './words.ts';

/** The package `websockets`. */
export function pythonTab(start: Start): Tab {
  const { base, target, subprotocols, headers, origin } = start.opening;
  const args = [
    text(`${base}${target}`),
    ...(origin === undefined ? [] : [`origin=${text(origin)}`]),
    ...(subprotocols.length === 0 ? [] : [`subprotocols=[${subprotocols.map(text).join(', ')}]`]),
    ...(headers.length === 0
      ? []
      : [
          `additional_headers={${headers.map(([name, value]) => `${text(name)}: ${text(value)}`).join(', ')}}`,
        ]),
  ];
  const { first } = start;
  const script = [
    'import asyncio',
    ...(first?.isJson || start.hearsJson ? ['import json'] : []),
    '',
    'import websockets  # pip install websockets',
    '',
    '',
    'async def main():',
    '    async with websockets.connect(',
    ...args.map((arg) => `        ${arg},`),
    '    ) as socket:',
    ...(first === undefined ? [] : [`        await socket.send(${sent(first)})`]),
    '        async for message in socket:',
    `            print("received", ${start.hearsJson ? 'json.loads(message)' : 'message'})`,
    '',
    '',
    'asyncio.run(main())',
  ].join('\n');
  return {
    label: 'Python',
    code: { kind: 'code', language: 'py', text: script, title: 'client.py' },
    notes: [
      ...(headers.length === 0
        ? []
        : [
            [
              'websockets 13 and older: ',
              code('extra_headers'),
              ' instead of ',
              code('additional_headers'),
              '.',
            ] as const,
          ]),
      ...placeholderNotes(start.opening),
    ],
  };
}

function sent({ payload, isJson }: NonNullable<Start['first']>): string {
  if (!isJson) return text(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return `json.dumps(${literal(payload, '        ')})`;
}

/** A string literal: JSON's escapes mean the same in Python, but for a surrogate that stands alone. */
function text(value: string): string {
  return JSON.stringify(value);
}

function literal(value: Json, indent: string): string {
  const short = inline(value);
  if (short.length <= 60 || typeof value !== 'object' || value === null) return short;
  const inner = `${indent}    `;
  if (Array.isArray(value))
    return `[\n${value.map((item) => `${inner}${literal(item, inner)},`).join('\n')}\n${indent}]`;
  return `{\n${Object.entries(value)
    .map(([key, item]) => `${inner}${text(key)}: ${literal(item, inner)},`)
    .join('\n')}\n${indent}}`;
}

function inline(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${text(key)}: ${inline(item)}`)
    .join(', ')}}`;
}
