import type { Tab } from '../blocks.ts';
import { shellWord } from '../facts/request-text.ts';
import type { Start } from './start.ts';
import { placeholderNotes } from './words.ts';

/** `websocat` 1: `--no-close` keeps the connection when the pipe has ended. */
export function websocatTab(start: Start): Tab {
  const { base, target, subprotocols, headers, origin } = start.opening;
  const { first } = start;
  const command = [
    'websocat',
    ...(first === undefined ? [] : ['--no-close']),
    ...(origin === undefined ? [] : ['--origin', shellWord(origin)]),
    ...(subprotocols.length === 0 ? [] : ['--protocol', shellWord(subprotocols.join(', '))]),
    ...headers.flatMap(([name, value]) => ['--header', shellWord(`${name}: ${value}`)]),
    shellWord(`${base}${target}`),
  ].join(' ');
  const line =
    first === undefined
      ? undefined
      : first.isJson || typeof first.payload !== 'string'
        ? JSON.stringify(first.payload)
        : first.payload;
  return {
    label: 'websocat',
    code: {
      kind: 'code',
      language: 'sh',
      text: line === undefined ? command : `printf '%s\\n' ${shellWord(line)} |\n  ${command}`,
    },
    notes: placeholderNotes(start.opening),
  };
}
